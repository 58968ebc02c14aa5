namespace RsCard.Ldap.Tests.Faults;

/// <summary>Damages octets as a broken or hostile server would: the same seed, the same damage.</summary>
internal static class Mutation
{
    private static readonly byte[] Telling = [0x00, 0x01, 0x02, 0x04, 0x0a, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x84, 0x88, 0xa0, 0xff];

    public static byte[] Of(byte[] octets, Random random)
    {
        var mutated = new List<byte>(octets);
        var kinds = random.Next(2) == 0 ? 2 : 7; // half of the time lengths stay right, and what is inside is wrong
        for (var damages = random.Next(1, 5); damages > 0 && mutated.Count > 1; damages--)
        {
            var at = random.Next(mutated.Count);
            switch (random.Next(kinds))
            {
                case 0:
                    mutated[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    mutated[at] = Telling[random.Next(Telling.Length)];
                    break;
                case 2:
                    mutated.RemoveRange(at, Math.Min(random.Next(1, 9), mutated.Count - at));
                    break;
                case 3:
                    mutated.Insert(at, Telling[random.Next(Telling.Length)]);
                    break;
                case 4:
                    mutated.RemoveRange(at, mutated.Count - at); // cut off
                    break;
                case 5:
                    var piece = mutated.GetRange(at, Math.Min(random.Next(1, 40), mutated.Count - at));
                    mutated.InsertRange(random.Next(mutated.Count), piece);
                    break;
                default:
                    mutated[Math.Min(1, mutated.Count - 1)] = (byte)random.Next(256); // the length of the whole
                    break;
            }
        }

        return [.. mutated];
    }
}

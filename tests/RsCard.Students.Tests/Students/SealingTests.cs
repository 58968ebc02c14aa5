using System.Security.Cryptography;
using Npgsql;
using RsCard.Students.Database;
using RsCard.Students.Students;
using RsCard.Students.Testing;

namespace RsCard.Students.Tests.Students;

/// <summary>What lies sealed opens with the right key for the right owner, and not otherwise (D-41).</summary>
public sealed class SealingTests
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] Plain = "Åsa Öberg"u8.ToArray();

    [Fact]
    public void Sealed_value_opens_for_its_owner() => Assert.Equal(Plain, Sealing.Open(Key, Sealing.Seal(Key, Plain, "owner"), "owner"));

    [Fact]
    public void Same_value_is_sealed_differently_each_time() => Assert.NotEqual(Sealing.Seal(Key, Plain, "owner"), Sealing.Seal(Key, Plain, "owner"));

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var intact = Sealing.Seal(Key, Plain, "owner");
        for (var place = 0; place < intact.Length; place++)
        {
            var changed = intact.ToArray();
            changed[place] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => Sealing.Open(Key, changed, "owner"));
        }
    }

    [Fact]
    public void Value_of_another_owner_or_key_or_cut_short_does_not_open()
    {
        var intact = Sealing.Seal(Key, Plain, "owner");
        Assert.ThrowsAny<CryptographicException>(() => Sealing.Open(Key, intact, "other"));
        Assert.ThrowsAny<CryptographicException>(() => Sealing.Open(RandomNumberGenerator.GetBytes(32), intact, "owner"));
        Assert.ThrowsAny<CryptographicException>(() => Sealing.Open(Key, intact.AsSpan(0, 20), "owner"));
        Assert.ThrowsAny<CryptographicException>(() => Sealing.Open(Key, intact.AsSpan(0, intact.Length - 1), "owner"));
    }
}

using System.Security.Cryptography;
using System.Text;

namespace RsCard.Students.Students;

/// <summary>AES-256-GCM with a fresh nonce: <c>nonce (12) ‖ tag (16) ‖ cipher text</c>. The owner's id is authenticated with it.</summary>
public static class Sealing
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] Seal(byte[] key, ReadOnlySpan<byte> plain, string belongsTo)
    {
        var result = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(result.AsSpan(0, NonceSize));
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(
            result.AsSpan(0, NonceSize),
            plain,
            result.AsSpan(NonceSize + TagSize),
            result.AsSpan(NonceSize, TagSize),
            Encoding.UTF8.GetBytes(belongsTo));
        return result;
    }

    /// <exception cref="CryptographicException">Changed, cut short, or sealed for another owner or with another key.</exception>
    public static byte[] Open(byte[] key, ReadOnlySpan<byte> @sealed, string belongsTo)
    {
        if (@sealed.Length < NonceSize + TagSize)
            throw new CryptographicException("KEY-003: too short to have been sealed here.");

        var plain = new byte[@sealed.Length - NonceSize - TagSize];
        using var aes = new AesGcm(key, TagSize);
        aes.Decrypt(
            @sealed[..NonceSize],
            @sealed[(NonceSize + TagSize)..],
            @sealed.Slice(NonceSize, TagSize),
            plain,
            Encoding.UTF8.GetBytes(belongsTo));
        return plain;
    }
}

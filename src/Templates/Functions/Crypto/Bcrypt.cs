using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Coffer.Templates.Calls;

namespace Coffer.Templates.Functions.Crypto;

/// <summary>Password hashes of bcrypt, version 2a.</summary>
internal static class Bcrypt
{
    public const int SaltBytes = 16;
    private const int LongestPassword = 72;
    private const int HashBytes = 23;
    private const int Encryptions = 64;
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly byte[] Message = "OrpheanBeholderScryDoubt"u8.ToArray();

    /// <param name="password">At most 72 bytes.</param>
    /// <param name="salt">16 bytes that nobody can foresee.</param>
    /// <param name="cost">4 to 31: the work is two to this power.</param>
    /// <exception cref="FunctionError">The password is too long.</exception>
    public static string Hash(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int cost)
    {
        if (password.Length > LongestPassword)
        {
            throw new FunctionError("bcrypt: password length exceeds 72 bytes");
        }

        var cipher = Schedule([.. password, 0], salt, cost);
        return string.Create(CultureInfo.InvariantCulture, $"$2a${cost:D2}${Encode(salt)}{Encode(Encrypted(cipher))}");
    }

    private static Blowfish Schedule(byte[] key, ReadOnlySpan<byte> salt, int cost)
    {
        var cipher = new Blowfish();
        cipher.Expand(key, salt);
        for (var round = 0L; round < 1L << cost; round++)
        {
            cipher.Expand(key, []);
            cipher.Expand(salt, []);
        }

        return cipher;
    }

    private static byte[] Encrypted(Blowfish cipher)
    {
        var hash = Message.ToArray();
        for (var start = 0; start < hash.Length; start += 2 * sizeof(uint))
        {
            var block = hash.AsSpan(start);
            var (left, right) = (BinaryPrimitives.ReadUInt32BigEndian(block), BinaryPrimitives.ReadUInt32BigEndian(block[sizeof(uint)..]));
            for (var count = 0; count < Encryptions; count++)
            {
                (left, right) = cipher.Encrypt(left, right);
            }

            BinaryPrimitives.WriteUInt32BigEndian(block, left);
            BinaryPrimitives.WriteUInt32BigEndian(block[sizeof(uint)..], right);
        }

        return hash[..HashBytes];
    }

    /// <summary>Base64 with bcrypt's own alphabet, without padding.</summary>
    private static string Encode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        for (var bit = 0; bit < bytes.Length * 8; bit += 6)
        {
            var pair = (bytes[bit / 8] << 8) | (bit / 8 + 1 < bytes.Length ? bytes[(bit / 8) + 1] : 0);
            text.Append(Alphabet[(pair >> (10 - (bit % 8))) & 63]);
        }

        return text.ToString();
    }
}

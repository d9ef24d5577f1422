using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Coffer.Templates.Functions.Crypto;

namespace Coffer.Templates.Vectors;

/// <summary>Verifies bcrypt hashes in an output: hashing the password with the hash's own salt and cost must give the hash.</summary>
internal static partial class BcryptCheck
{
    private const string Alphabet = "./ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    public static bool Verifies(string output, string password)
    {
        var hash = Hash().Match(output);
        if (!hash.Success)
        {
            return false;
        }

        var cost = int.Parse(hash.Groups["cost"].Value, CultureInfo.InvariantCulture);
        return Bcrypt.Hash(Encoding.UTF8.GetBytes(password), Salt(hash.Groups["salt"].Value), cost) == hash.Value;
    }

    private static byte[] Salt(string text)
    {
        var salt = new byte[Bcrypt.SaltBytes];
        for (var bit = 0; bit < salt.Length * 8; bit++)
        {
            var isSet = (Alphabet.IndexOf(text[bit / 6], StringComparison.Ordinal) >> (5 - (bit % 6))) & 1;
            salt[bit / 8] |= (byte)(isSet << (7 - (bit % 8)));
        }

        return salt;
    }

    [GeneratedRegex(@"\$2a\$(?<cost>[0-9]{2})\$(?<salt>[./A-Za-z0-9]{22})[./A-Za-z0-9]{31}")]
    private static partial Regex Hash();
}

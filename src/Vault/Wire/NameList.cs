using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Coffer.Domain.Text;

namespace Coffer.Vault.Wire;

/// <summary>Names that a server chose (policies, capabilities), fit to be kept with a login, told and handed over.</summary>
internal static class NameList
{
    private const int MaxNames = 64;
    private const int MaxLength = 128;

    /// <summary>
    /// The first names, each cut to 128 characters. When some are left out or cut, one more entry tells how many there were and a digest of
    /// them all, so that two lists can still be told apart.
    /// </summary>
    public static IReadOnlyList<string> Kept(IReadOnlyList<string> names)
    {
        if (names.Count <= MaxNames && names.All(name => name.Length <= MaxLength && SafeText.Clean(name, []) == name))
        {
            return names;
        }

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', names))).AsSpan(0, 8));
        return
        [
            .. names.Take(MaxNames).Select(name => SafeText.Clean(name, [], MaxLength)),
            string.Create(CultureInfo.InvariantCulture, $"({names.Count} in all, {digest})"),
        ];
    }
}

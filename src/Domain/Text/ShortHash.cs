using System.Security.Cryptography;
using System.Text;

namespace Coffer.Domain.Text;

/// <summary>Short hashes of names; not for secrets.</summary>
internal static class ShortHash
{
    /// <summary>The first 12 hex digits of the SHA-256.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}

using System.Security.Cryptography;

namespace Coffer.Templates.Functions.Crypto;

/// <summary>The first PEM block of a text.</summary>
/// <param name="Label">What it says it is.</param>
/// <param name="Content">The bytes in it.</param>
internal sealed record PemBlock(string Label, byte[] Content)
{
    public static PemBlock? Find(string text) => PemEncoding.TryFind(text, out var fields)
        ? new(text[fields.Label], Convert.FromBase64String(text[fields.Base64Data]))
        : null;
}

using Coffer.Templates.Calls;
using Coffer.Templates.Functions.Encoding;
using Coffer.Templates.Values;

namespace Coffer.Templates.Functions.Crypto;

/// <summary>
/// The first PEM block of a text, found as leniently as Go does: whatever stands around it does not matter, and headers are passed over.
/// </summary>
/// <param name="Label">What it says it is.</param>
/// <param name="Content">The bytes in it.</param>
internal sealed record PemBlock(string Label, byte[] Content)
{
    private const string Begin = "-----BEGIN ";
    private const string Dashes = "-----";

    /// <exception cref="LimitError">The text has so many beginnings of blocks that looking at each is too much.</exception>
    public static PemBlock? Find(string text, Budget budget)
    {
        for (var start = NextBegin(text, 0); start >= 0; start = NextBegin(text, start + 1))
        {
            budget.Reserve(text.Length);
            if (Read(text[(start + Begin.Length)..]) is { } block)
            {
                return block;
            }
        }

        return null;
    }

    /// <summary>Where a line begins a block, from a position on; -1 if none does.</summary>
    private static int NextBegin(string text, int from)
    {
        if (from == 0 && text.StartsWith(Begin, StringComparison.Ordinal))
        {
            return 0;
        }

        var lineEnd = text.IndexOf("\n" + Begin, Math.Max(0, from - 1), StringComparison.Ordinal);
        return lineEnd < 0 ? -1 : lineEnd + 1;
    }

    /// <summary>Reads a block from its label on.</summary>
    private static PemBlock? Read(string text)
    {
        var lineEnd = text.IndexOf('\n', StringComparison.Ordinal);
        var line = (lineEnd < 0 ? text : text[..lineEnd]).TrimEnd(' ', '\t', '\r');
        if (lineEnd < 0 || !line.EndsWith(Dashes, StringComparison.Ordinal))
        {
            return null;
        }

        var label = line[..^Dashes.Length];
        var body = WithoutHeaders(text[(lineEnd + 1)..]);
        var end = body.IndexOf($"-----END {label}-----", StringComparison.Ordinal);
        if (end < 0 || (end > 0 && body[end - 1] != '\n'))
        {
            return null;
        }

        return Decode(label, body[..end]);
    }

    private static string WithoutHeaders(string body)
    {
        var start = 0;
        for (var end = body.IndexOf('\n', StringComparison.Ordinal); end >= 0 && body.AsSpan(start, end - start).Contains(':'); end =
            body.IndexOf('\n', start))
        {
            start = end + 1;
        }

        return body[start..];
    }

    private static PemBlock? Decode(string label, string body)
    {
        try
        {
            return new(label, ByteText.ToBytes(
                Base64Text.Decode(body.Replace(" ", "", StringComparison.Ordinal).Replace("\t", "", StringComparison.Ordinal))));
        }
        catch (FunctionError)
        {
            return null;
        }
    }
}

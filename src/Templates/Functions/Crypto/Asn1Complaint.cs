namespace Coffer.Templates.Functions.Crypto;

/// <summary>
/// Why Go's <c>encoding/asn1</c> refuses a structure, in its words, as far as the header of the whole tells; what is wrong deeper
/// inside is said in general.
/// </summary>
internal static class Asn1Complaint
{
    private const int SequenceTag = 16;
    private const int LongTag = 0x1F;
    private const int MostLength = 1 << 23;
    private const string Truncated = "asn1: syntax error: truncated tag or length";
    private const string Parameters =
        "{optional:false explicit:false application:false private:false defaultValue:<nil> tag:<nil> stringType:0 "
        + "timeType:0 set:false omitEmpty:false}";

    /// <param name="content">What should be a sequence.</param>
    /// <param name="structure">Name of the Go type that it is read into.</param>
    public static string Of(ReadOnlySpan<byte> content, string structure)
    {
        if (content.IsEmpty)
        {
            return "asn1: syntax error: sequence truncated";
        }

        var (kind, tag, isCompound) = (content[0] >> 6, content[0] & LongTag, (content[0] & 0x20) != 0);
        if (ReadLength(content, out var length, out var next) is { } complaint)
        {
            return complaint;
        }

        if (kind != 0 || tag != SequenceTag || !isCompound)
        {
            var found = $"{{class:{kind} tag:{tag} length:{length} isCompound:{(isCompound ? "true" : "false")}}}";
            return $"asn1: structure error: tags don't match ({SequenceTag} vs {found}) {Parameters} {structure} @{next}";
        }

        return length > content.Length - next ? "asn1: syntax error: data truncated" : "asn1: structure error: malformed " + structure;
    }

    private static string? ReadLength(ReadOnlySpan<byte> content, out int length, out int next)
    {
        (length, next) = (0, 2);
        if (content.Length < next)
        {
            return Truncated;
        }

        length = content[1];
        if (length < 0x80)
        {
            return null;
        }

        var count = length & 0x7F;
        length = 0;
        if (count == 0)
        {
            return "asn1: syntax error: indefinite length found (not DER)";
        }

        for (; count > 0; count--, next++)
        {
            if (next >= content.Length)
            {
                return Truncated;
            }

            if (length >= MostLength)
            {
                return "asn1: structure error: length too large";
            }

            length = (length << 8) | content[next];
            if (length == 0)
            {
                return "asn1: structure error: superfluous leading zeros in length";
            }
        }

        return length < 0x80 ? "asn1: structure error: non-minimal length" : null;
    }
}

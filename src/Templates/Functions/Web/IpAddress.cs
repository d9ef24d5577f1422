using Coffer.Templates.Calls;
using Coffer.Templates.Numbers;

namespace Coffer.Templates.Functions.Web;

/// <summary>Checks IP addresses as Go's <c>netip.ParseAddr</c> does, for the sake of its error texts.</summary>
internal static class IpAddress
{
    private const int Bytes = 16;

    /// <exception cref="FunctionError">It is none; for example <c>invalid host: ParseAddr("x"): unable to parse IP</c>.</exception>
    public static IpFamily Check(string text)
    {
        var mark = text.AsSpan().IndexOfAny('.', ':', '%');
        switch (mark < 0 ? ' ' : text[mark])
        {
            case '.':
                CheckV4(text, text);
                return IpFamily.V4;
            case ':':
                CheckV6(text);
                return IpFamily.V6;
            case '%':
                throw Bad(text, "missing IPv6 address");
            default:
                throw Bad(text, "unable to parse IP");
        }
    }

    private static void CheckV4(string whole, string part)
    {
        var fields = part.Split('.');
        var start = 0;
        for (var index = 0; index < fields.Length; index++)
        {
            CheckField(whole, part, start, fields[index]);
            start += fields[index].Length + 1;
            if (fields[index].Length == 0 || (index == fields.Length - 2 && fields[^1].Length == 0))
            {
                throw Bad(
                    whole, "IPv4 field must have at least one digit", part[(fields[index].Length == 0 && index == 0 ? 0 : start - 1)..]);
            }

            if (index == 4)
            {
                throw Bad(whole, "IPv4 address too long");
            }
        }

        if (fields.Length < 4)
        {
            throw Bad(whole, "IPv4 address too short");
        }
    }

    private static void CheckField(string whole, string part, int start, string field)
    {
        var value = 0;
        for (var index = 0; index < field.Length; index++)
        {
            if (!char.IsAsciiDigit(field[index]))
            {
                throw Bad(whole, "unexpected character", part[(start + index)..]);
            }

            if (index == 1 && value == 0)
            {
                throw Bad(whole, "IPv4 field has octet with leading zero");
            }

            value = (value * 10) + field[index] - '0';
            if (value > 255)
            {
                throw Bad(whole, "IPv4 field has value >255");
            }
        }
    }

    private static void CheckV6(string text)
    {
        var zone = text.IndexOf('%', StringComparison.Ordinal);
        if (zone == text.Length - 1)
        {
            throw Bad(text, "zone must be a non-empty string");
        }

        var rest = zone < 0 ? text : text[..zone];
        var ellipsis = -1;
        if (rest.StartsWith("::", StringComparison.Ordinal))
        {
            ellipsis = 0;
            rest = rest[2..];
        }

        var filled = rest.Length == 0 && ellipsis == 0 ? 0 : CheckGroups(text, ref rest, ref ellipsis);
        if (rest.Length > 0)
        {
            throw Bad(text, "trailing garbage after address", rest);
        }

        if (filled < Bytes && ellipsis < 0)
        {
            throw Bad(text, "address string too short");
        }

        if (filled == Bytes && ellipsis >= 0)
        {
            throw Bad(text, "the :: must expand to at least one field of zeros");
        }
    }

    private static int CheckGroups(string text, ref string rest, ref int ellipsis)
    {
        var filled = 0;
        while (filled < Bytes)
        {
            var digits = GroupLength(text, rest);
            if (digits < rest.Length && rest[digits] == '.')
            {
                CheckEmbedded(text, rest, filled, ellipsis);
                rest = "";
                return filled + 4;
            }

            filled += 2;
            rest = rest[digits..];
            if (rest.Length == 0 || !NextGroup(text, ref rest, ref ellipsis, filled))
            {
                return filled;
            }
        }

        return filled;
    }

    private static int GroupLength(string text, string rest)
    {
        var length = 0;
        while (length < rest.Length && char.IsAsciiHexDigit(rest[length]))
        {
            if (++length > 4)
            {
                throw Bad(text, "each group must have 4 or less digits", rest);
            }
        }

        return length > 0 ? length : throw Bad(text, "each colon-separated field must have at least one digit", rest);
    }

    private static void CheckEmbedded(string text, string rest, int filled, int ellipsis)
    {
        if (ellipsis < 0 && filled != Bytes - 4)
        {
            throw Bad(text, "embedded IPv4 address must replace the final 2 fields of the address", rest);
        }

        if (filled + 4 > Bytes)
        {
            throw Bad(text, "too many hex fields to fit an embedded IPv4 at the end of the address", rest);
        }

        CheckV4(text, rest);
    }

    /// <summary>Passes over the colon after a group, and a second one; false at the end.</summary>
    private static bool NextGroup(string text, ref string rest, ref int ellipsis, int filled)
    {
        if (rest[0] != ':')
        {
            throw Bad(text, "unexpected character, want colon", rest);
        }

        if (rest.Length == 1)
        {
            throw Bad(text, "colon must be followed by more characters", rest);
        }

        rest = rest[1..];
        if (rest[0] != ':')
        {
            return true;
        }

        if (ellipsis >= 0)
        {
            throw Bad(text, "multiple :: in address", rest);
        }

        ellipsis = filled;
        rest = rest[1..];
        return rest.Length > 0;
    }

    private static FunctionError Bad(string text, string reason, string at = "") =>
        new($"invalid host: ParseAddr({Quoting.Quote(text)}): {reason}{(at.Length > 0 ? $" (at {Quoting.Quote(at)})" : "")}");
}

using System.Text;
using Coffer.Templates.Calls;

namespace Coffer.Templates.Functions.Dates;

/// <summary>The errors of reading a time, in Go's words.</summary>
internal static class TimeParseError
{
    private const string Hex = "0123456789abcdef";

    /// <summary>A part of the value that does not fit the element of the layout that is its turn.</summary>
    public static FunctionError Mismatch(string layout, string value, ReadOnlySpan<char> element, ReadOnlySpan<char> part) =>
        new($"parsing time {Quote(value)} as {Quote(layout)}: cannot parse {Quote(part)} as {Quote(element)}");

    public static FunctionError Because(string value, string reason) => new($"parsing time {Quote(value)}: {reason}");

    public static FunctionError ExtraText(string value, ReadOnlySpan<char> rest) => Because(value, "extra text: " + Quote(rest));

    /// <summary>Quotes as the time package does, which escapes every byte that is not printable ASCII.</summary>
    private static string Quote(ReadOnlySpan<char> text)
    {
        var quoted = new StringBuilder("\"");
        foreach (var value in text)
        {
            if (value is >= (char)0x80 or < ' ')
            {
                quoted.Append("\\x").Append(Hex[value >> 4]).Append(Hex[value & 0xF]);
            }
            else
            {
                quoted.Append(value is '"' or '\\' ? "\\" : "").Append(value);
            }
        }

        return quoted.Append('"').ToString();
    }
}

using System.Text;

namespace Coffer.Templates.Re2;

/// <summary>
/// A regular expression is refused. The message quotes the part of the pattern that is at fault, as Go does; whoever must not show the
/// pattern uses <see cref="Reason"/>.
/// </summary>
public sealed class RegexpException : Exception
{
    private RegexpException(string reason, byte[] message)
        : base(Encoding.UTF8.GetString(message)) => (Reason, Utf8Message) = (reason, message);

    /// <summary>What is wrong, without a word of the pattern, such as <c>missing closing )</c>.</summary>
    public string Reason { get; }

    /// <summary>The message as Go would write it, byte for byte: it may quote bytes that are not UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8Message { get; }

    /// <summary>Whether the pattern is in order and only goes beyond one of the <see cref="RegexpLimits"/>.</summary>
    public bool IsLimit { get; private init; }

    internal static RegexpException Syntax(string reason, ReadOnlySpan<byte> quoted) =>
        new(reason, [.. "error parsing regexp: "u8, .. Encoding.UTF8.GetBytes(reason), .. ": `"u8, .. quoted, .. "`"u8]);

    internal static RegexpException Limit(string reason) => new(reason, Encoding.UTF8.GetBytes($"regexp: {reason}")) { IsLimit = true };

    /// <summary>The same error as Go's MustCompile panics with it.</summary>
    internal RegexpException AsPanic(ReadOnlySpan<byte> pattern) =>
        new(Reason, [.. "regexp: Compile("u8, .. GoQuote.Quote(pattern), .. "): "u8, .. Utf8Message.Span]) { IsLimit = IsLimit };
}

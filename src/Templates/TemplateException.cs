using Coffer.Templates.Values;

namespace Coffer.Templates;

/// <summary>
/// What can go wrong with a template. The message is Go's own text, byte for byte; it may show values of the input (<c>range can't iterate
/// over s3cret</c>), so only its author should see it. <see cref="SafeMessage"/> may go to logs, events and conditions.
/// </summary>
public abstract class TemplateException : Exception
{
    private readonly string _text;

    private protected TemplateException(string text, string safeText)
        : base(ByteText.ToUtf16(text))
    {
        _text = text;
        SafeMessage = ByteText.ToUtf16(safeText);
    }

    /// <summary>
    /// The message without anything that could come from the input: what is cut out is <c>&lt;redacted&gt;</c>. Names of templates, places
    /// and the template's own text remain.
    /// </summary>
    public string SafeMessage { get; }

    /// <summary>The message as the bytes Go would give; templates can put bytes into it that are no UTF-8.</summary>
    public byte[] MessageBytes() => ByteText.ToBytes(_text);
}

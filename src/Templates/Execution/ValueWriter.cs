using Coffer.Templates.Calls;
using Coffer.Templates.Formatting;
using Coffer.Templates.Values;

namespace Coffer.Templates.Execution;

/// <summary>The output of a rendering: text as it is, values as an action prints them.</summary>
internal sealed class ValueWriter(Budget budget)
{
    private readonly ByteBuffer _output = new(budget);
    private Printer? _printer;

    public void Append(string text) => _output.Append(text);

    public void Print(Value? value)
    {
        switch (Pointed(value))
        {
            case null:
                _output.Append("<no value>");
                break;
            case TextValue text:
                _output.Append(text.Text);
                break;
            case { } other:
                Show(other);
                break;
        }
    }

    /// <summary>A value as <c>%v</c> shows it, for errors; nothing of it stays in the output.</summary>
    public string Text(Value value)
    {
        var start = _output.Length;
        Show(value);
        return _output.Cut(start);
    }

    public byte[] ToArray() => _output.ToArray();

    /// <summary>What a pointer points to; other values as they are.</summary>
    public static Value? Pointed(Value? value) => value is PointerValue { Target: { } target } ? target : value;

    private void Show(Value value)
    {
        _printer ??= new Printer(_output, budget);
        _printer.Flags = default;
        _printer.Argument(value, 'v');
    }
}

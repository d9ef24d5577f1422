using Coffer.Templates.Calls;
using Coffer.Templates.Formatting;
using Coffer.Templates.Numbers;
using Coffer.Templates.Parsing;
using Coffer.Templates.Values;

namespace Coffer.Templates.Json;

/// <summary>
/// Writes values as Go's <c>encoding/json</c> does: keys in byte order, numbers in Go's spelling, its escapes and error texts.
/// </summary>
internal sealed class JsonEncoder
{
    private const int DepthWithoutLookingForCycles = 1000;
    private readonly ByteBuffer _output;
    private readonly Budget _budget;
    private readonly JsonStyle _style;
    private readonly HashSet<Value> _open = new(ReferenceEqualityComparer.Instance);
    private int _depth;
    private int _indent;

    private JsonEncoder(ByteBuffer output, Budget budget, JsonStyle style)
    {
        _output = output;
        _budget = budget;
        _style = style;
    }

    /// <summary>A value as JSON, a byte string.</summary>
    /// <exception cref="FunctionError">JSON cannot hold the value; with Go's text.</exception>
    public static string Encode(Value? value, JsonStyle style, Budget budget)
    {
        var output = new ByteBuffer(budget);
        new JsonEncoder(output, budget, style).Write(value);
        return output.Cut(0);
    }

    private void Write(Value? value)
    {
        _budget.Spend();
        switch (value)
        {
            case null:
                _output.Append("null");
                break;
            case BoolValue flag:
                _output.Append(flag.IsTrue ? "true" : "false");
                break;
            case IntValue integer:
                _output.Append(integer.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case UintValue integer:
                _output.Append(integer.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case FloatValue number:
                _output.Append(double.IsFinite(number.Number)
                    ? FloatText.Json(number.Number)
                    : throw new FunctionError($"json: unsupported value: {FloatText.Format(number.Number, 'g', -1)}"));
                break;
            case NumberValue number:
                Number(number.Text);
                break;
            case StringValue text:
                JsonText.Write(_output, text.Text, _style.EscapesHtml);
                break;
            case NativeValue native:
                _output.Append(native.ToJson());
                break;
            default:
                Nested(value);
                break;
        }
    }

    private void Number(string text)
    {
        if (text.Length > 0 && (JsonDecoder.Decode(text, true, out _) is not NumberValue number || number.Text != text))
        {
            throw new FunctionError($"json: invalid number literal {Quoting.Quote(text)}");
        }

        _output.Append(text.Length == 0 ? "0" : text);
    }

    private void Nested(Value value)
    {
        Enter(value);
        if (StackGuard.IsNearEnd)
        {
            ContainerElsewhere(value);
        }
        else
        {
            Container(value);
        }

        _depth--;
        _open.Remove(value);
    }

    private void Enter(Value value)
    {
        _depth++;
        Budget.CheckNesting(_depth);
        if (_depth > DepthWithoutLookingForCycles && !_open.Add(value))
        {
            throw new FunctionError($"json: unsupported value: encountered a cycle via {value.Type}");
        }
    }

    private void ContainerElsewhere(Value value) => StackGuard.OnFreshStack(() => Container(value));

    private void Container(Value value)
    {
        switch (value)
        {
            case MapValue { IsNil: true } or SliceValue { IsNil: true } or PointerValue { Target: null }:
                _output.Append("null");
                break;
            case MapValue map:
                Map(map);
                break;
            case SliceValue slice when slice.Type.Element == GoTypes.Uint8:
                Bytes(slice);
                break;
            case SliceValue slice:
                Slice(slice);
                break;
            case StructValue structure:
                Struct(structure);
                break;
            case PointerValue pointer:
                Write(pointer.Target);
                break;
            default:
                throw new FunctionError($"json: unsupported type: {value.Type}");
        }
    }

    private void Map(MapValue map)
    {
        Open('{');
        var isFirst = true;
        foreach (var key in map.SortedKeys())
        {
            map.TryGet(key, out var value);
            Field(key, value, ref isFirst);
        }

        Close('}', isFirst);
    }

    private void Struct(StructValue structure)
    {
        Open('{');
        var isFirst = true;
        for (var index = 0; index < structure.Fields.Count; index++)
        {
            var field = structure.Type.Fields[index];
            var value = structure.Fields[index];
            if (field.IsExported
                && !(field.OmitEmpty && value is null or MapValue { Count: 0 } or TextValue { Text: "" } or SliceValue { Count: 0 }))
            {
                Field(field.JsonName ?? field.Name, value, ref isFirst);
            }
        }

        Close('}', isFirst);
    }

    private void Field(string key, Value? value, ref bool isFirst)
    {
        Separate(ref isFirst);
        JsonText.Write(_output, key, _style.EscapesHtml);
        _output.Append(_style.Indent is null ? ":" : ": ");
        Write(value);
    }

    private void Slice(SliceValue slice)
    {
        Open('[');
        var isFirst = true;
        foreach (var item in slice.Items)
        {
            Separate(ref isFirst);
            Write(item);
        }

        Close(']', isFirst);
    }

    private void Bytes(SliceValue slice)
    {
        var bytes = new byte[slice.Count];
        for (var index = 0; index < bytes.Length; index++)
        {
            bytes[index] = (byte)((UintValue)slice[index]!).Number;
        }

        _output.Append('"');
        _output.Append(Convert.ToBase64String(bytes));
        _output.Append('"');
    }

    private void Separate(ref bool isFirst)
    {
        if (!isFirst)
        {
            _output.Append(',');
        }

        isFirst = false;
        NewLine();
    }

    private void Open(char bracket)
    {
        _output.Append(bracket);
        _indent++;
    }

    private void Close(char bracket, bool isEmpty)
    {
        _indent--;
        if (!isEmpty)
        {
            NewLine();
        }

        _output.Append(bracket);
    }

    private void NewLine()
    {
        if (_style.Indent is not { } indent)
        {
            return;
        }

        _output.Append('\n');
        for (var level = 0; level < _indent; level++)
        {
            _output.Append(indent);
        }
    }
}

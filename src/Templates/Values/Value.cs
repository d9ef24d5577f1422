using System.Numerics;

namespace Coffer.Templates.Values;

/// <summary>
/// A Go value of a known type. The family is closed: its members are in this file, but for <see cref="NativeValue"/>, which has
/// a few of its own. Go's <c>nil</c> of no type (an empty interface) is <c>null</c>, so whatever Go declares as
/// <c>interface{}</c> is a <c>Value?</c> here.
/// </summary>
internal abstract class Value
{
    private protected Value()
    {
    }

    public abstract GoType Type { get; }

    public Kind Kind => Type.Kind;
}

internal sealed class BoolValue : Value
{
    public static readonly BoolValue True = new(true);
    public static readonly BoolValue False = new(false);

    private BoolValue(bool isTrue) => IsTrue = isTrue;

    public bool IsTrue { get; }

    public override GoType Type => GoTypes.Bool;

    public static BoolValue Of(bool isTrue) => isTrue ? True : False;
}

/// <summary>A signed integer: <c>int</c>, <c>int64</c> or a named type of these kinds (<c>time.Duration</c>, <c>time.Month</c>).</summary>
internal sealed class IntValue(long number, GoType type) : Value
{
    public long Number { get; } = number;

    public override GoType Type { get; } = type;

    /// <summary>A Go <c>int</c>.</summary>
    public static IntValue Int(long number) => SmallIntegers.Of(number) ?? new(number, GoTypes.Int);

    /// <summary>A Go <c>int64</c>.</summary>
    public static IntValue Int64(long number) => new(number, GoTypes.Int64);
}

/// <summary>An unsigned integer: <c>uint8</c> (what indexing a string yields) or <c>uint64</c>.</summary>
internal sealed class UintValue(ulong number, GoType type) : Value
{
    public ulong Number { get; } = number;

    public override GoType Type { get; } = type;
}

/// <summary>A <c>float64</c>.</summary>
internal sealed class FloatValue(double number) : Value
{
    public double Number { get; } = number;

    public override GoType Type => GoTypes.Float64;
}

/// <summary>A <c>complex128</c>, which only literals such as <c>1i</c> yield.</summary>
internal sealed class ComplexValue(Complex number) : Value
{
    public Complex Number { get; } = number;

    public override GoType Type => GoTypes.Complex128;
}

/// <summary>What has Go's kind string. <see cref="Text"/> is a byte string, see <see cref="ByteText"/>.</summary>
internal abstract class TextValue(string text) : Value
{
    public string Text { get; } = text;
}

/// <summary>A <c>string</c>.</summary>
internal sealed class StringValue(string text) : TextValue(text)
{
    public static readonly StringValue Empty = new("");

    public override GoType Type => GoTypes.String;

    public static StringValue Of(string text) => text.Length == 0 ? Empty : new(text);
}

/// <summary>A <c>json.Number</c>: the spelling of a number in JSON, never a number itself.</summary>
internal sealed class NumberValue(string text) : TextValue(text)
{
    public override GoType Type => GoTypes.JsonNumber;
}

/// <summary>
/// A slice. Elements of <c>[]string</c> are <see cref="StringValue"/>s and so on; only a slice of <c>interface{}</c> holds <c>null</c>s.
/// Never changed once made, but for <see cref="SortTexts"/>.
/// </summary>
internal sealed class SliceValue : Value
{
    private readonly Value?[]? _items;

    /// <param name="items">The elements; the caller gives the array away. <c>null</c> for a nil slice.</param>
    /// <param name="type">A slice type.</param>
    public SliceValue(Value?[]? items, GoType type)
    {
        _items = items;
        Type = type;
    }

    public override GoType Type { get; }

    public bool IsNil => _items is null;

    public int Count => _items?.Length ?? 0;

    public ReadOnlySpan<Value?> Items => _items;

    public Value? this[int index] => Items[index];

    /// <summary>Sorts a <c>[]string</c> in byte order, in place: the one way in which a list changes.</summary>
    public SliceValue SortTexts()
    {
        if (_items is not null)
        {
            Array.Sort(_items, (left, right) => string.CompareOrdinal(((StringValue)left!).Text, ((StringValue)right!).Text));
        }

        return this;
    }

    /// <summary>A <c>[]interface {}</c> of the given elements.</summary>
    public static SliceValue OfAny(params Value?[] items) => new(items, GoTypes.SliceOfAny);

    /// <summary>A <c>[]string</c>.</summary>
    public static SliceValue OfText(IEnumerable<string> items) => new([.. items.Select(StringValue.Of)], GoTypes.SliceOfString);

    /// <summary>A <c>[]int</c>.</summary>
    public static SliceValue OfInt(IEnumerable<long> items) => new([.. items.Select(IntValue.Int)], GoTypes.SliceOfInt);
}

/// <summary>A struct that templates see through: fields by name, all of them values.</summary>
internal sealed class StructValue(Value?[] fields, GoType type) : Value
{
    /// <summary>In the order of <see cref="GoType.Fields"/>.</summary>
    public IReadOnlyList<Value?> Fields { get; } = fields;

    public override GoType Type { get; } = type;
}

/// <summary>A pointer. Each instance is an address of its own: pointers are equal when they are the same object.</summary>
internal sealed class PointerValue(Value? target, GoType type) : Value
{
    /// <summary><c>null</c> for a nil pointer.</summary>
    public Value? Target { get; } = target;

    public override GoType Type { get; } = type;
}

/// <summary>
/// A value whose inside is C# (a point in time, a version): templates reach it by methods and by its text. Its type's kind says whether Go
/// has a struct or a pointer there.
/// </summary>
internal abstract class NativeValue : Value
{
    /// <summary>What Go's <c>String()</c> method returns; printing uses it.</summary>
    public abstract string Text { get; }

    /// <summary>What Go's <c>GoString()</c> method returns, if the type has one; <c>%#v</c> prints it.</summary>
    public virtual string? GoSyntax => null;

    /// <summary>Go's <c>==</c> on the same type.</summary>
    public abstract bool IsSame(NativeValue other);

    /// <summary>Go's <c>reflect.DeepEqual</c> on the same type, which looks through pointers.</summary>
    public virtual bool IsDeeplySame(NativeValue other) => IsSame(other);

    /// <summary>What Go's <c>MarshalJSON</c> returns.</summary>
    public abstract string ToJson();

    /// <summary>
    /// What is printed where Go does not ask for the text: <c>%#v</c> and bad verbs. The values of the fields of
    /// <see cref="GoType.Fields"/>.
    /// </summary>
    public virtual IReadOnlyList<Value?> Fields => [];
}

using Coffer.Templates.Values;

namespace Coffer.Templates.Calls;

/// <summary>
/// The arguments of one call. They are valid during the call only: the array behind them is used again, so a function copies what it keeps.
/// </summary>
internal readonly struct Arguments(Value?[] values, int count, Budget budget, Value? receiver = null)
{
    /// <summary>What the rendering may still spend; functions that make much of little ask it first.</summary>
    public Budget Budget { get; } = budget;

    /// <summary>The value a method is called on.</summary>
    public Value? Receiver { get; } = receiver;

    public int Count { get; } = count;

    public ReadOnlySpan<Value?> Span => values.AsSpan(0, Count);

    public Value? this[int index] => Span[index];

    /// <summary>The arguments from a position on, usually the variadic ones.</summary>
    public ReadOnlySpan<Value?> From(int index) => Span[index..];

    /// <summary>An argument of type <c>string</c>.</summary>
    public string Text(int index) => ((StringValue)this[index]!).Text;

    /// <summary>An argument of type <c>int</c> or <c>int64</c>.</summary>
    public long Int(int index) => ((IntValue)this[index]!).Number;

    /// <summary>An argument of type <c>float64</c>.</summary>
    public double Float(int index) => ((FloatValue)this[index]!).Number;

    /// <summary>An argument of type <c>bool</c>.</summary>
    public bool Bool(int index) => ((BoolValue)this[index]!).IsTrue;

    /// <summary>An argument of a map type, perhaps a nil map.</summary>
    public MapValue Map(int index) => (MapValue)this[index]!;

    /// <summary>An argument of a slice type, perhaps a nil slice.</summary>
    public SliceValue Slice(int index) => (SliceValue)this[index]!;
}

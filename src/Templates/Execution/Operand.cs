using Coffer.Templates.Values;

namespace Coffer.Templates.Execution;

internal enum OperandState : byte
{
    /// <summary>There is no value, as when a key is missing from a map. Go prints <c>&lt;no value&gt;</c>.</summary>
    Invalid,

    /// <summary>A value of its own type.</summary>
    Concrete,

    /// <summary>A value, or nil, that is declared as <c>interface {}</c>: error texts name that type.</summary>
    Interface,

    /// <summary>No argument comes from the pipeline.</summary>
    Missing,
}

/// <summary>What an expression yields while it is being evaluated: Go's <c>reflect.Value</c>.</summary>
internal readonly struct Operand
{
    private Operand(Value? value, OperandState state)
    {
        Value = value;
        State = state;
    }

    public static Operand Invalid => default;

    public static Operand Missing => new(null, OperandState.Missing);

    public Value? Value { get; }

    public OperandState State { get; }

    public bool IsMissing => State == OperandState.Missing;

    public bool IsInvalid => State == OperandState.Invalid;

    /// <summary>A nil that is declared as <c>interface {}</c>.</summary>
    public bool IsNilInterface => State == OperandState.Interface && Value is null;

    /// <summary>The type it is declared with.</summary>
    public GoType Type => State == OperandState.Interface ? GoTypes.Any : Value!.Type;

    public static Operand Of(Value value) => new(value, OperandState.Concrete);

    /// <summary>A value declared with a type: an element of a container, a result of a function.</summary>
    public static Operand Declared(Value? value, GoType type) =>
        type.IsInterface ? new(value, OperandState.Interface) : new(value, OperandState.Concrete);

    /// <summary>Without the interface: a nil one becomes the absence of a value.</summary>
    public Operand Unwrapped() => State != OperandState.Interface ? this : Value is null ? Invalid : Of(Value);
}

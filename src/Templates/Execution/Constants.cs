using Coffer.Templates.Parsing;
using Coffer.Templates.Values;

namespace Coffer.Templates.Execution;

/// <summary>Literals as arguments: the parameter's type says what they are.</summary>
internal static class Constants
{
    public static Value For(GoType type, Node node, Call call) => type.Kind switch
    {
        Kind.Bool => (node as LiteralNode)?.Value as BoolValue ?? throw Expected("bool", node, call),
        Kind.String => (node as LiteralNode)?.Value as StringValue ?? throw Expected("string", node, call),
        Kind.Int or Kind.Int64 =>
            (node as NumberNode)?.Constant.Integer is { } integer ? new IntValue(integer, type) : throw Expected("integer", node, call),
        Kind.Uint8 or Kind.Uint64 => (node as NumberNode)?.Constant.Unsigned is { } unsigned
            ? new UintValue(unsigned, type)
            : throw Expected("unsigned integer", node, call),
        Kind.Float64 => (node as NumberNode)?.Constant.Float is { } number ? new FloatValue(number) : throw Expected("float", node, call),
        Kind.Complex128 =>
            (node as NumberNode)?.Constant.Complex is { } complex ? new ComplexValue(complex) : throw Expected("complex", node, call),
        _ => throw ExecutionError.At(call, $"can't handle {node} for arg of type {type}"),
    };

    private static TemplateExecutionException Expected(string what, Node node, Call call) =>
        ExecutionError.At(call, $"expected {what}; found {node}");
}

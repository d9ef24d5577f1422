using Coffer.Templates.Calls;
using Coffer.Templates.Values;

namespace Coffer.Templates.Formatting;

/// <summary>What values with a Go method <c>String()</c> say of themselves.</summary>
internal static class OwnText
{
    /// <summary>The text; none if the type has no such method.</summary>
    public static string? Of(Value value, Budget budget) => value switch
    {
        NumberValue number => number.Text,
        NativeValue native => native.Text,
        IntValue integer when integer.Type.Method("String") is { } method =>
            ((StringValue)method.Body(new Arguments([], 0, budget, integer))!).Text,
        _ => null,
    };
}

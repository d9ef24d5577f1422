using System.Collections.Frozen;
using Coffer.Templates.Calls;
using Coffer.Templates.Execution;
using Coffer.Templates.Formatting;
using Coffer.Templates.Values;

namespace Coffer.Templates.Builtins;

/// <summary>Go's own functions but for <c>slice</c>, which is replaced.</summary>
internal static class BuiltinSet
{
    private static readonly Function[] Basic =
    [
        Special("and", Calls.Special.And, GoTypes.ReflectValue),
        Special("or", Calls.Special.Or, GoTypes.ReflectValue),
        Special("call", Calls.Special.Call, GoTypes.ReflectValue),
        Special("index", Calls.Special.Index, GoTypes.ReflectValue),
        new("len", [GoTypes.ReflectValue], GoTypes.Int, Unreachable) { Special = Calls.Special.Len },
        new("not", [GoTypes.ReflectValue], GoTypes.Bool, args => BoolValue.Of(!Truth.Of(args[0]))),
        Function.Variadic("print", [GoTypes.Any], GoTypes.String, args => StringValue.Of(Texts.Print(args.Span, args.Budget))),
        Function.Variadic("printf", [GoTypes.String, GoTypes.Any], GoTypes.String,
            args => StringValue.Of(Texts.Format(args.Text(0), args.From(1), args.Budget))),
        Function.Variadic("println", [GoTypes.Any], GoTypes.String, args => StringValue.Of(Texts.PrintLine(args.Span, args.Budget))),
    ];

    public static FrozenDictionary<string, Function> ByName { get; } = Basic.Concat(Comparing.All).Concat(Escaping.All)
        .ToFrozenDictionary(function => function.Name);

    private static Function Special(string name, Special special, GoType result) =>
        Function.Variadic(name, [GoTypes.ReflectValue, GoTypes.ReflectValue], result, Unreachable) with { Special = special };

    private static Value? Unreachable(Arguments args) => throw new InvalidOperationException("The executor does this function itself.");
}

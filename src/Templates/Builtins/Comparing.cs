using Coffer.Templates.Calls;
using Coffer.Templates.Formatting;
using Coffer.Templates.Values;

namespace Coffer.Templates.Builtins;

/// <summary><c>eq ne lt le gt ge</c></summary>
internal static class Comparing
{
    private const string BadType = "invalid type for comparison";

    public static IEnumerable<Function> All =>
    [
        Function.Variadic("eq", [GoTypes.ReflectValue, GoTypes.ReflectValue], GoTypes.Bool, args => BoolValue.Of(IsAny(args))),
        Binary("ne", args => !AreEqual(args[0], args[1], args.Budget)),
        Binary("lt", args => IsLess(args[0], args[1])),
        Binary("le", args => IsAtMost(args)),
        Binary("gt", args => !IsAtMost(args)),
        Binary("ge", args => !IsLess(args[0], args[1])),
    ];

    private static Function Binary(string name, Func<Arguments, bool> compare) =>
        new(name, [GoTypes.ReflectValue, GoTypes.ReflectValue], GoTypes.Bool, args => BoolValue.Of(compare(args)));

    private static bool IsAtMost(Arguments args) => IsLess(args[0], args[1]) || AreEqual(args[0], args[1], args.Budget);

    private static bool IsAny(Arguments args)
    {
        if (args.Count < 2)
        {
            throw new FunctionError("missing argument for comparison");
        }

        for (var index = 1; index < args.Count; index++)
        {
            if (AreEqual(args[0], args[index], args.Budget))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreEqual(Value? left, Value? right, Budget budget) => (left, right) switch
    {
        (BoolValue a, BoolValue b) => a == b,
        (ComplexValue a, ComplexValue b) => a.Number == b.Number,
        (FloatValue a, FloatValue b) => a.Number == b.Number,
        (IntValue a, IntValue b) => a.Number == b.Number,
        (UintValue a, UintValue b) => a.Number == b.Number,
        (TextValue a, TextValue b) => a.Text == b.Text,
        (IntValue a, UintValue b) => a.Number >= 0 && (ulong)a.Number == b.Number,
        (UintValue a, IntValue b) => b.Number >= 0 && (ulong)b.Number == a.Number,
        (null, null) => true,
        (null, _) or (_, null) => IsNilOfItsType(left) && IsNilOfItsType(right) && !IsBasic(left) && !IsBasic(right),
        _ when IsBasic(left) || IsBasic(right) => throw Incompatible(left, right),
        _ => AreSame(left, right, budget),
    };

    /// <summary>Values that Go compares by their <c>==</c>, if at all.</summary>
    private static bool AreSame(Value left, Value right, Budget budget)
    {
        if (left.Kind != right.Kind)
        {
            throw new FunctionError(
                $"non-comparable types {Text(left, budget)}: {left.Type}, {right.Type}: {Texts.Print([right], budget)}");
        }

        if (IsNilOfItsType(left) || IsNilOfItsType(right))
        {
            return IsNilOfItsType(left) == IsNilOfItsType(right);
        }

        if (right is MapValue or SliceValue
            || (right is StructValue structure && structure.Type.Fields.Any(field => field.Type.Kind is Kind.Map or Kind.Slice)))
        {
            throw new FunctionError($"non-comparable type {Text(right, budget)}: {right.Type}");
        }

        return ReferenceEquals(left, right) || (left is NativeValue a && right is NativeValue b && a.Type == b.Type && a.IsSame(b))
            || (left is PointerValue p && right is PointerValue q && ReferenceEquals(p.Target, q.Target));
    }

    private static bool IsLess(Value? left, Value? right)
    {
        if (!IsBasic(left) || !IsBasic(right))
        {
            throw new FunctionError(BadType);
        }

        return (left, right) switch
        {
            (FloatValue a, FloatValue b) => a.Number < b.Number,
            (IntValue a, IntValue b) => a.Number < b.Number,
            (UintValue a, UintValue b) => a.Number < b.Number,
            (TextValue a, TextValue b) => string.CompareOrdinal(a.Text, b.Text) < 0,
            (IntValue a, UintValue b) => a.Number < 0 || (ulong)a.Number < b.Number,
            (UintValue a, IntValue b) => b.Number >= 0 && a.Number < (ulong)b.Number,
            (BoolValue, BoolValue) or (ComplexValue, ComplexValue) => throw new FunctionError(BadType),
            _ => throw Incompatible(left!, right!),
        };
    }

    private static bool IsBasic(Value? value) => value is BoolValue or ComplexValue or FloatValue or IntValue or UintValue or TextValue;

    private static bool IsNilOfItsType(Value? value) =>
        value is null or MapValue { IsNil: true } or SliceValue { IsNil: true } or PointerValue { Target: null };

    private static FunctionError Incompatible(Value left, Value right) =>
        new($"incompatible types for comparison: {left.Type} and {right.Type}");

    private static string Text(Value value, Budget budget) => Texts.Format("%s", [value], budget);
}

using Coffer.Templates.Calls;
using Coffer.Templates.Numbers;

namespace Coffer.Templates.Values;

/// <summary>The methods of <c>json.Number</c>.</summary>
internal static class NumberMethods
{
    public static IEnumerable<Function> All =>
    [
        new("String", [], GoTypes.String, args => StringValue.Of(Text(args))),
        new("Float64", [], GoTypes.Float64, args => new FloatValue(GoFloat.Parse(Text(args)))),
        new("Int64", [], GoTypes.Int64, args => IntValue.Int64(GoInteger.Parse(Text(args), 10))),
    ];

    private static string Text(Arguments args) => ((NumberValue)args.Receiver!).Text;
}

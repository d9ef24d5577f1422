using Coffer.Templates.Calls;
using Coffer.Templates.Values;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Functions.Dates;

/// <summary>The one method of months, weekdays and locations: their name.</summary>
internal static class NameMethods
{
    public static IEnumerable<Function> ForMonth =>
        [new("String", [], T.String, args => StringValue.Of(Name(args, TimeNames.Months, 1, "Month")))];

    public static IEnumerable<Function> ForWeekday =>
        [new("String", [], T.String, args => StringValue.Of(Name(args, TimeNames.Days, 0, "Weekday")))];

    public static IEnumerable<Function> ForLocation =>
        [new("String", [], T.String, args => StringValue.Of(((LocationValue)args.Receiver!).Text))];

    private static string Name(Arguments args, IReadOnlyList<string> names, int first, string type)
    {
        var number = ((IntValue)args.Receiver!).Number;
        return number >= first && number - first < names.Count ? names[(int)(number - first)] : $"%!{type}({(ulong)number})";
    }
}

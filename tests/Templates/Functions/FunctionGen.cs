using Coffer.Templates.Calls;
using Coffer.Templates.Functions;
using Coffer.Templates.Functions.Dates;
using Coffer.Templates.Functions.Semver;
using Coffer.Templates.Values;
using CsCheck;
using T = Coffer.Templates.Values.GoTypes;

namespace Coffer.Templates.Tests.Functions;

/// <summary>Calls of all functions with arguments of the declared types, among them those at the ends of the ranges.</summary>
internal static class FunctionGen
{
    private static readonly string[] Texts =
    [
        "", "a", "hello wide world", "  x  ", "\xff\xfe", "\xC3\xA9t\xC3\xA9", "1.2.3", ">=1.2 <2 || ~3", "2006-01-02T15:04:05Z07:00",
        "2024-02-30", "1h30m", "-5", "0x1F", "1e400", "NaN", "_",
        "HTTPServer2xx_id-name", "(a|b)*c", "[", "$1${x}", "{\"a\":[1,{\"b\":null}]}", "[1,", "aGVsbG8=", "====", "MFRGG===",
        "http://u:p@[::1%25a]:80/p%20q?x#y", "//h:1:2", "a\nb\r\nc", "\0",
        "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----",
        "LS0tLS1CRUdJTiBDRVJUSUZJQ0FURS0tLS0tCkFBQUEKLS0tLS1FTkQgQ0VSVElGSUNBVEUtLS0tLQo=", "\xE6\x97\xA5\xE6\x9C\xAC", "MST", "+05:30",
    ];

    private static readonly Gen<string> Text = Gen.Frequency(
        (3, OneOf(Texts)), (1, Gen.Char['\0', '\xff'].Array[0, 40].Select(characters => new string(characters))));

    private static readonly Gen<long> Number = Gen.Frequency(
        (3, Gen.Long[-3, 12]),
        (1, OneOf(long.MinValue, long.MinValue + 1, -1_000_000, 1_000_000, int.MaxValue, uint.MaxValue, long.MaxValue - 1, long.MaxValue)),
        (1, Gen.Long));

    private static readonly Gen<double> Float = Gen.Frequency((2, Gen.Double[-10, 10]),
        (1, OneOf(0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e300, 5e-324)), (1, Gen.Double));

    private static readonly Gen<Value?> Scalar = Gen.OneOf(
        OneOf<Value?>([null]),
        Text.Select(text => (Value?)StringValue.Of(text)),
        Number.Select(number => (Value?)IntValue.Int(number)),
        Number.Select(number => (Value?)IntValue.Int64(number)),
        Number.Select(number => (Value?)new IntValue(number, TimeTypes.Duration)),
        Gen.ULong.Select(number => (Value?)new UintValue(number, T.Uint64)),
        Float.Select(number => (Value?)new FloatValue(number)),
        Gen.Bool.Select(flag => (Value?)BoolValue.Of(flag)),
        OneOf("1.50", "-0", "1e3", "30000000000000000000000").Select(text => (Value?)new NumberValue(text)),
        Gen.Const<Value?>(new ComplexValue(new(0, 1))),
        Number.Select(seconds => (Value?)new TimeValue(seconds % 1_000_000_000_000, 5, Zone.Local)),
        Gen.Const<Value?>(new VersionValue(SemanticVersion.Parse("1.2.3-a+b"), VersionTypes.Pointer)));

    private static readonly Gen<Value?> Any = Gen.Recursive<Value?>(
        (depth, again) => depth > 3 ? Scalar : Gen.Frequency((2, Scalar), (1, List(again)), (1, Map(again).Select(map => (Value?)map))));

    private static Gen<TItem> OneOf<TItem>(params TItem[] items) => Gen.Int[0, items.Length - 1].Select(index => items[index]);

    /// <summary>A function of the set with arguments for it.</summary>
    public static Gen<(Function Function, Value?[] Arguments)> Call { get; } =
        from function in OneOf([.. FunctionSet.ByName.Values])
        from extra in Gen.Int[0, 3]
        from arguments in Arguments(function, function.Fixed + (function.IsVariadic ? extra : 0))
        select (function, arguments);

    private static Gen<Value?[]> Arguments(Function function, int count) =>
        Enumerable.Range(0, count).Aggregate(
            Gen.Const(Array.Empty<Value?>()),
            (sofar, index) => sofar.SelectMany(before => Of(function.ParameterAt(index)).Select(next => (Value?[])[.. before, next])));

    private static Gen<Value?> Of(GoType type) => type.Kind switch
    {
        Kind.String => Text.Select(text => (Value?)StringValue.Of(text)),
        Kind.Int or Kind.Int64 => Number.Select(number => (Value?)new IntValue(number, type)),
        Kind.Float64 => Float.Select(number => (Value?)new FloatValue(number)),
        Kind.Bool => Gen.Bool.Select(flag => (Value?)BoolValue.Of(flag)),
        Kind.Map => Gen.Frequency((4, Map(Any)), (1, Gen.Const(new MapValue(null, T.MapOfAny)))).Select(map => (Value?)map),
        _ => Any,
    };

    private static Gen<Value?> List(Gen<Value?> item) => Gen.OneOf(
        item.Array[0, 4].Select(items => (Value?)SliceValue.OfAny(items)),
        Text.Array[0, 4].Select(items => (Value?)SliceValue.OfText(items)),
        Gen.Const<Value?>(new SliceValue(null, T.SliceOfAny)));

    private static Gen<MapValue> Map(Gen<Value?> item) =>
        Gen.Select(OneOf("a", "b", "scheme", "path", "userinfo"), item).Array[0, 4].Select(entries =>
        {
            var map = MapValue.OfAny();
            foreach (var (key, value) in entries)
            {
                map.Set(key, value);
            }

            return map;
        });
}

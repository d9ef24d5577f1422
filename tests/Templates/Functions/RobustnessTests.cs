using System.Text.Json;
using Coffer.Templates.Calls;
using Coffer.Templates.Functions;
using Coffer.Templates.Values;
using CsCheck;

namespace Coffer.Templates.Tests.Functions;

/// <summary>What holds for every function, whatever it is given.</summary>
public sealed class RobustnessTests
{
    private static readonly TemplateLimits Limits = new() { OutputBytes = 100_000, Steps = 200_000 };

    [Fact]
    public void A_function_yields_a_value_or_one_of_the_two_errors_of_the_library() => FunctionGen.Call.Sample(
        call =>
        {
            try
            {
                var result = call.Function.Body(
                    new Arguments(call.Arguments, call.Arguments.Length, new Budget(Limits, TimeProvider.System)));
                Assert.True(result is not TextValue text || text.Text.All(character => character <= '\xff'), "a text is a byte string");
            }
            catch (Exception error) when (error is FunctionError or LimitError)
            {
                Assert.True(error.Message.All(character => character <= '\xff'), "an error text is a byte string");
            }
        },
        iter: 20_000,
        print: call => $"{call.Function.Name} {string.Join(' ', call.Arguments.Select(Shown))}");

    [Fact]
    public void There_are_the_179_functions_of_the_reference() => Assert.Equal(
        File.ReadLines("Vectors/vectors.jsonl").Select(line => JsonDocument.Parse(line).RootElement.GetProperty("group").GetString()!)
            .Where(group => group.StartsWith("B.", StringComparison.Ordinal)).Select(group => group[2..]).Distinct()
            .Order(StringComparer.Ordinal),
        FunctionSet.ByName.Keys.Order(StringComparer.Ordinal));

    private static string Shown(Value? value) =>
        Coffer.Templates.Formatting.Texts.Format("%#v", [value], new Budget(TemplateLimits.Default, TimeProvider.System));
}

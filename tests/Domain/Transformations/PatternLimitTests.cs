using Coffer.Domain.Sources.Kv;
using System.Text.Json;
using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Tests.Secrets;
using Coffer.Domain.Transformations;
using Coffer.Templates;

namespace Coffer.Domain.Tests.Transformations;

/// <summary>Patterns of fields come from tenants as templates do, and stand under the same limits.</summary>
public sealed class PatternLimitTests
{
    private const string Slow = "(a|aa)*(a|aa)*b$";

    private static readonly KvReading.Found ManyFields =
        Read(Enumerable.Range(0, 2000).ToDictionary(number => $"{new string('a', 40)}{number}", _ => "value"));

    [Theory]
    [InlineData(true,
        "spec.destination.transformation.includes[1]: exceeded the limit of 50000 steps (the operator's setting --template-steps)")]
    [InlineData(false,
        "spec.destination.transformation.excludes[1]: exceeded the limit of 50000 steps (the operator's setting --template-steps)")]
    public void A_pattern_over_very_many_fields_ends_with_its_place_and_the_setting(bool includes, string expected)
    {
        string[] patterns = ["^z", Slow];
        var wanted = includes ? new SecretDataTransformation { Includes = patterns } : new SecretDataTransformation { Excludes = patterns };

        Assert.Null(Render(wanted, new TemplateLimits { Steps = 50_000 }, out var problem));
        Assert.Equal(expected, problem);

        Assert.Equal(includes ? 0 : 2000, Render(wanted, TemplateLimits.Default, out _)!.Entries.Count);
    }

    [Fact]
    public void Many_patterns_over_many_fields_share_one_budget_of_steps()
    {
        var wanted = new SecretDataTransformation { Excludes = [.. Enumerable.Range(0, 500).Select(number => $"^[x-z]{number}")] };

        Assert.Null(Render(wanted, new TemplateLimits { Steps = 100_000 }, out var problem));
        Assert.Matches(@"^spec\.destination\.transformation\.excludes\[\d+\]: exceeded the limit of 100000 steps", problem);
    }

    [Fact]
    public void The_pattern_of_a_shared_transformation_is_told_as_that_ones()
    {
        var shared = new ObjectKey("infra", "common");
        var found = new Dictionary<ObjectKey, TransformationReply>
        {
            [shared] = new(new SecretTransformationSpec { Excludes = ["^z", Slow] }, null),
        };
        var wanted = new SecretDataTransformation
        {
            TransformationRefs = [new TransformationRef { Name = shared.Name, Namespace = shared.Namespace }],
        };

        Assert.Null(Render(wanted, new TemplateLimits { Steps = 50_000 }, out var problem, found: found));
        Assert.StartsWith(
            "SecretTransformation infra/common, spec.excludes[1]: exceeded the limit of 50000 steps", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_have_what_time_templates_leave()
    {
        var wanted = new SecretDataTransformation { Excludes = [Slow] };

        Assert.Null(Render(wanted, new TemplateLimits { Time = TimeSpan.FromSeconds(3) }, out var problem, new SteppingClock()));
        Assert.Matches(
            @"^spec\.destination\.transformation\.excludes\[0\]: exceeded the limit of \d seconds \(the operator's setting --template-time, ",
            problem);
    }

    [Fact]
    public void A_large_expression_is_told_with_its_place_and_the_setting()
    {
        var errors = new List<SpecError>();

        Assert.Null(Compile(
            new SecretDataTransformation { Includes = ["ok", "(a{100}){9}"] }, new TemplateLimits { RegexInstructions = 50 }, errors));
        Assert.Matches(
            @"^spec\.destination\.transformation\.includes\[1\]: the expression needs \d+ instructions, the limit is 50 \(the operator's setting --template-regex\)$",
            Assert.Single(errors).ToString());
    }

    [Fact]
    public void Large_expressions_are_paid_for_where_they_are_written_out()
    {
        var wanted = new SecretDataTransformation { Excludes = [.. Enumerable.Range(0, 1000).Select(number => $"x(a{{900}}){number:D3}")] };

        Assert.Null(Render(wanted, new TemplateLimits { Steps = 2_500_000 }, out var problem));
        Assert.Matches(@"^spec\.destination\.transformation\.excludes\[\d+\]: exceeded the limit of 2500000 steps", problem);
        Assert.NotNull(Render(wanted with { Excludes = [.. wanted.Excludes!.Take(100)] }, new TemplateLimits { Steps = 2_500_000 }, out _));
    }

    [Fact]
    public void A_check_that_has_used_up_its_steps_ends_with_the_first_pattern_that_is_too_many()
    {
        var errors = new List<SpecError>();

        Assert.Null(Compile(new SecretDataTransformation
        {
            Includes = [.. Enumerable.Range(0, 1000).Select(number => $"{number:D3}{new string('(', 79)}")],
        }, new TemplateLimits { Steps = 5_000 }, errors));
        Assert.Matches(
            @"^spec\.destination\.transformation\.includes\[\d\d\d\]: exceeded the limit of 5000 steps \(the operator's setting --template-steps\)$",
            errors[^1].ToString());
        Assert.InRange(errors.Count, 100, 900);
    }

    private static SecretData? Render(
        SecretDataTransformation wanted, TemplateLimits limits, out string? problem, TimeProvider? clock = null,
        IReadOnlyDictionary<ObjectKey, TransformationReply>? found = null)
    {
        var transformation = Compile(wanted, TemplateLimits.Default, [], found)!;
        var context = new RenderContext { ExcludeRaw = true, Limits = limits, Clock = clock ?? TimeProvider.System };
        return transformation.Render(ManyFields.Content, context, out problem);
    }

    private static Transformation? Compile(
        SecretDataTransformation wanted, TemplateLimits limits, ICollection<SpecError> errors,
        IReadOnlyDictionary<ObjectKey, TransformationReply>? found = null)
    {
        var collection = TransformationCollector.Collect(
            "VaultStaticSecret", new ObjectKey("team", "app"), wanted, found ?? new Dictionary<ObjectKey, TransformationReply>(), errors)!;
        return Transformation.Compile(collection, new PatternMatcher(limits, TimeProvider.System), errors);
    }

    private static KvReading.Found Read(Dictionary<string, string> fields) =>
        Assert.IsType<KvReading.Found>(
            KvReading.OfKv2(Given.Answer($$$"""{"data":{{{JsonSerializer.Serialize(fields)}}},"metadata":{"version":1}}""")));

    /// <summary>A second passes with each look at it.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _ticks++;
    }
}

using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Secrets;
using Coffer.Domain.Transformations;

namespace Coffer.Domain.Tests.Secrets;

/// <summary>
/// How much a VaultStaticSecret may hold, and what names it may hold: told of a field with the limit and the remedy, before anything
/// that it names is asked for.
/// </summary>
public sealed class SpecLimitsTests
{
    private const string Transformation = "spec.destination.transformation";

    public static TheoryData<string> Nonsense =>
    [
        "", " ", "a/b", "a/b/c", "shared@x", "../x", "x/../../kube-system/deployments/coredns", "a%2fb", "a?b", "a#b", "Ä", "UPPER", "-a",
        "a-", ".", "..", "a..b", "a_b", "a\nb", "a\0b", new string('a', 300), "😀", "a b",
    ];

    [Theory]
    [InlineData(SpecLimits.TransformationRefs, true)]
    [InlineData(SpecLimits.TransformationRefs + 1, false)]
    [InlineData(20_000, false)]
    public void So_many_SecretTransformations_may_be_referred_to(int count, bool isTaken)
    {
        var wanted = new SecretDataTransformation
        {
            TransformationRefs = [.. Enumerable.Range(0, count).Select(number => new TransformationRef { Name = $"x{number}" })],
        };
        var flaws = Flaws(Transformed(wanted));

        Told(flaws, isTaken, $"{Transformation}.transformationRefs", count, SpecLimits.TransformationRefs);
        Assert.Equal(isTaken ? count : 0, TransformationCollector.References("team", wanted).Count);
    }

    [Theory]
    [InlineData(SpecLimits.RestartTargets, true)]
    [InlineData(25_000, false)]
    public void So_many_workloads_may_be_rolled(int count, bool isTaken) => Told(
        Flaws(spec => spec with
        {
            RolloutRestartTargets = [.. Enumerable.Range(0, count)
                .Select(number => new RolloutRestartTarget { Kind = "Deployment", Name = $"x{number}" })],
        }),
        isTaken, "spec.rolloutRestartTargets", count, SpecLimits.RestartTargets);

    [Theory]
    [InlineData(SpecLimits.Patterns, true)]
    [InlineData(SpecLimits.Patterns + 1, false)]
    public void So_many_patterns_may_choose_fields(int count, bool isTaken)
    {
        string[] patterns = [.. Enumerable.Range(0, count).Select(number => $"x{number}")];

        Told(Flaws(Transformed(new SecretDataTransformation { Includes = patterns })), isTaken, $"{Transformation}.includes", count,
            SpecLimits.Patterns);
        Told(Flaws(Transformed(new SecretDataTransformation { Excludes = patterns })), isTaken, $"{Transformation}.excludes", count,
            SpecLimits.Patterns);
    }

    [Theory]
    [InlineData(SpecLimits.Templates, true)]
    [InlineData(SpecLimits.Templates + 1, false)]
    public void So_many_templates_may_fill_a_Secret(int count, bool isTaken)
    {
        Told(
            Flaws(Transformed(new SecretDataTransformation
            {
                Templates = Enumerable.Range(0, count).ToDictionary(number => $"x{number}", _ => new Template { Text = "a" }),
            })),
            isTaken, $"{Transformation}.templates", count, SpecLimits.Templates);
        Told(
            Flaws(Transformed(new SecretDataTransformation
            {
                TransformationRefs =
                [
                    new TransformationRef { Name = "a", TemplateRefs = [.. Enumerable.Repeat(new TemplateRef { Name = "x" }, count)] },
                ],
            })),
            isTaken, $"{Transformation}.transformationRefs[0].templateRefs", count, SpecLimits.Templates);
    }

    [Fact]
    public void Templates_may_have_so_much_text_and_the_setting_that_lifts_it_is_named()
    {
        var flaw = Assert.Single(Flaws(Transformed(new SecretDataTransformation
        {
            Templates = new Dictionary<string, Template> { ["a"] = new() { Text = new string('x', 200_000) } },
            MapTemplate = new Template { Text = new string('x', 100_000) },
        })));

        Assert.Contains("300000", flaw.Message, StringComparison.Ordinal);
        Assert.Contains("--template-text", flaw.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_that_is_too_large_is_refused_as_a_whole()
    {
        var resource = Given.Resource with
        {
            Spec = new VaultStaticSecretSpec(),
            Metadata = Given.Resource.Metadata with { OversizeBytes = 1_400_000 },
        };

        var flaw = Assert.Single(Given.Planner.Flaws(resource));

        Assert.Contains("1400000 bytes and 524288 at most", flaw.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Nonsense))]
    public void A_text_that_can_be_no_name_is_told_wherever_it_stands(string name)
    {
        Assert.Equal(
            "spec.destination.name", Assert.Single(Flaws(spec => spec with { Destination = spec.Destination with { Name = name } })).Path);
        Assert.Equal("spec.rolloutRestartTargets[0].name", Assert.Single(
            Flaws(spec => spec with { RolloutRestartTargets = [new RolloutRestartTarget { Kind = "Deployment", Name = name }] })).Path);
        Assert.Equal($"{Transformation}.transformationRefs[0].name", Assert.Single(
            Flaws(Transformed(new SecretDataTransformation { TransformationRefs = [new TransformationRef { Name = name }] }))).Path);
        if (name.Length > 0)
        {
            Assert.Equal($"{Transformation}.transformationRefs[0].namespace", Assert.Single(Flaws(Transformed(
                new SecretDataTransformation { TransformationRefs = [new TransformationRef { Name = "a", Namespace = name }] }))).Path);
        }

        Assert.Empty(TransformationCollector.References(
            "team", new SecretDataTransformation { TransformationRefs = [new TransformationRef { Name = name }] }));
    }

    [Theory]
    [InlineData("a/b/c")]
    [InlineData("coffer-system/shared@x")]
    [InlineData("a@b")]
    [InlineData("Team/auth")]
    [InlineData("a.b/auth")]
    [InlineData("/")]
    [InlineData("a/")]
    public void A_reference_that_is_none_is_told_and_nobody_is_asked_for_it(string reference)
    {
        var resource = Given.Resource.WithSpec(spec => spec with { VaultAuthRef = reference });

        Assert.Equal("spec.vaultAuthRef", Assert.Single(Given.Planner.Flaws(resource)).Path);
        Assert.Null(Given.Planner.AuthOf(resource));
    }

    [Fact]
    public void A_bad_target_that_the_content_does_not_follow_is_told_at_once()
    {
        var state = Given.Synced();
        var resource = Given.Resource.WithSpec(
            spec => spec with { RolloutRestartTargets = [new RolloutRestartTarget { Kind = "Deployment", Name = "a/b" }] });

        Assert.IsType<SecretStep.Sync>(Given.Decider.Next(resource, state, Given.Settled(), Given.Noon));
    }

    [Fact]
    public void A_target_in_a_status_that_can_be_no_workload_is_commanded_to_nobody_and_settled()
    {
        var (sound, others) = Restarts.Commandable(
            "team", "1-a", ["Deployment/web", "Deployment/x/../y", "Job/a", "nonsense", ""], Given.Noon);

        Assert.Equal(["Deployment/web"], sound);
        Assert.Equal(["Deployment/x/../y", "Job/a"], others.Select(report => $"{report.Workload.Kind}/{report.Workload.Name}"));
        Assert.All(others, report => Assert.Contains("rolloutRestartTargets", report.Problem!.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_destination_that_can_be_no_Secret_is_not_looked_for()
    {
        var resource = Given.Resource.WithSpec(spec => spec with { Destination = spec.Destination with { Name = "a/b" } });

        Assert.Equal(DateTimeOffset.MaxValue, Given.Rules.NextLook(resource, Given.Synced(), SecretMemory.Initial, Given.Noon));
    }

    [Fact]
    public void Messages_are_cut_before_anybody_keeps_them_and_no_character_is_cut_in_half()
    {
        var text = new string('x', 1020) + string.Concat(Enumerable.Repeat("😀", 5000));

        Assert.All(
            [new Problem("R", text).Message, new Failure(FailureKind.Invalid, text).Message,
                Problems.Spec(ResourceKinds.VaultStaticSecret, [new SpecError("spec", text)]).Message,
                new Domain.Journal.Announcement(true, "R", text).Message],
            message =>
            {
                Assert.InRange(message.Length, 1, 1024);
                Assert.EndsWith("...", message, StringComparison.Ordinal);
                Assert.DoesNotContain(message, char.IsSurrogate);
            });
        Assert.Equal(new Problem("R", text), new Problem("R", new Problem("R", text).Message));
    }

    private static void Told(IReadOnlyList<SpecError> flaws, bool isTaken, string field, int count, int most)
    {
        if (isTaken)
        {
            Assert.Empty(flaws);
            return;
        }

        var flaw = Assert.Single(flaws);
        Assert.Equal(field, flaw.Path);
        Assert.StartsWith($"has {count} entries and {most} at most are taken: ", flaw.Message, StringComparison.Ordinal);
    }

    private static Func<VaultStaticSecretSpec, VaultStaticSecretSpec> Transformed(SecretDataTransformation wanted) =>
        spec => spec with { Destination = spec.Destination with { Transformation = wanted } };

    private static IReadOnlyList<SpecError> Flaws(Func<VaultStaticSecretSpec, VaultStaticSecretSpec> change) =>
        Given.Planner.Flaws(Given.Resource.WithSpec(change));
}

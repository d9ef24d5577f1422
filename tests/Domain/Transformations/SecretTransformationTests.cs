using Coffer.Contracts.Resources;
using Coffer.Domain.Journal;
using Coffer.Domain.Rendering;
using Coffer.Domain.Transformations;
using Coffer.Templates;

namespace Coffer.Domain.Tests.Transformations;

/// <summary>What is said of a SecretTransformation.</summary>
public sealed class SecretTransformationTests
{
    private const string Kind = "SecretTransformation";

    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly JudgedStatus<SecretTransformation> Aggregate = JudgedStatuses.SecretTransformation;

    [Fact]
    public void A_sound_one_is_valid_and_said_once()
    {
        var resource = Resource(new SecretTransformationSpec { Templates = Template("{{ .Secrets.a }}"), Includes = ["^a"] });
        var state = Decide(JudgedState.Initial, resource);

        Assert.True(state.Valid);
        Assert.Equal("", state.Error);
        Assert.Equal(["Healthy True Healthy", "Ready True Ready"], state.Conditions.Select(c => $"{c.Type} {c.Status} {c.Reason}"));
        Assert.Empty(SpecVerdict.Decide(state, Kind, resource.Metadata, Check(resource), Noon));
        Assert.Equal(3, Aggregate.Write(resource, state, [], Noon).Status!.ObservedGeneration);
    }

    [Fact]
    public void All_that_is_wrong_is_told_with_its_place()
    {
        var resource = Resource(new SecretTransformationSpec
        {
            Templates = Template("a\n{{ nope }}"),
            SourceTemplates = [new Template { Name = "helper", Text = "{{ end }}" }],
            MapTemplate = new Template { Text = "{{" },
            Includes = ["ok", "("],
            Excludes = ["["],
        });
        var state = Decide(JudgedState.Initial, resource);

        Assert.False(state.Valid);
        string[] places =
        [
            "spec.sourceTemplates[0]: template: helper:1: unexpected {{end}}",
            "spec.templates[key]: template: spec.templates[key]:2: function \"nope\" not defined",
            "spec.mapTemplate: template:", "spec.includes[1]: error parsing regexp: missing closing ): `(`",
            "spec.excludes[0]: error parsing regexp: missing closing ]: `[`",
        ];
        Assert.All(places, place => Assert.Contains(place, state.Error, StringComparison.Ordinal));
        Assert.Equal(["Healthy False Unhealthy", "Ready False InvalidConfiguration"],
            state.Conditions.Select(c => $"{c.Type} {c.Status} {c.Reason}"));
    }

    [Fact]
    public void A_pattern_beyond_the_operators_limit_is_told_with_the_setting()
    {
        var matcher = new PatternMatcher(new TemplateLimits { RegexInstructions = 50 }, TimeProvider.System);
        var flaw = Assert.Single(SecretTransformationRules.Check(
            new SecretTransformation { Spec = new SecretTransformationSpec { Includes = ["ok"], Excludes = ["ok", "(a{100}){9}"] } },
            matcher));

        Assert.Equal("spec.excludes[1]", flaw.Path);
        Assert.EndsWith("the limit is 50 (the operator's setting --template-regex)", flaw.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void People_hear_of_what_breaks_and_of_what_is_mended_and_of_nothing_else()
    {
        var (key, initial) = (new Contracts.ObjectKey("infra", "common"), JudgedState.Initial);
        var good = Decide(initial, Resource(new SecretTransformationSpec()));
        var bad = Decide(good, Resource(new SecretTransformationSpec { Templates = Template("{{") }, 4));

        Assert.Null(Announce(initial, good, key));
        Assert.Equal((true, "InvalidConfiguration"), Seen(Announce(good, bad, key)));
        Assert.Null(Announce(bad, bad, key));
        Assert.Equal((false, "Accepted"),
            Seen(Announce(bad, Decide(bad, Resource(new SecretTransformationSpec(), 5)), key)));
    }

    [Fact]
    public void The_status_of_a_former_release_is_replaced()
    {
        var resource = Resource(new SecretTransformationSpec());
        var conditions = Conditions.Merge([], 3, Noon, [new Saying("Ready", false, "NotImplemented", "not served")]);
        resource = resource with
        {
            Status = new SecretTransformationStatus { Error = "not served", Conditions = conditions, ObservedGeneration = 3 },
        };

        Assert.True(Decide(Aggregate.Read(resource), resource).Conditions.All(condition => condition.Status == "True"));
    }

    private static JudgedState Decide(JudgedState state, SecretTransformation resource) =>
        SpecVerdict.Decide(state, Kind, resource.Metadata, Check(resource), Noon).Aggregate(state, Aggregate.Evolve);

    private static IReadOnlyList<SpecError> Check(SecretTransformation resource) =>
        SecretTransformationRules.Check(resource, new PatternMatcher(TemplateLimits.Default, TimeProvider.System));

    private static Announcement? Announce(JudgedState before, JudgedState after, Contracts.ObjectKey key) =>
        SpecVerdict.Announce(before, after, Kind, key, "failed");

    private static (bool, string) Seen(Announcement? announcement) => (announcement!.Warning, announcement.Reason);

    private static Dictionary<string, Template> Template(string text) => new() { ["key"] = new Template { Text = text } };

    private static SecretTransformation Resource(SecretTransformationSpec spec, long generation = 3) => new()
    {
        Metadata = new ObjectMeta { Namespace = "infra", Name = "common", Uid = "u1", Generation = generation },
        Spec = spec,
    };
}

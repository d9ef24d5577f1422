using Coffer.Contracts;
using Coffer.Contracts.Grains;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Transformations;

namespace Coffer.Domain.Tests.Transformations;

/// <summary>Which templates and filters a secret is made with: the reference's rules, with its oddities mended.</summary>
public sealed class CollectorTests
{
    private static readonly ObjectKey Owner = new("team", "app");

    private static readonly SecretTransformationSpec Common = new()
    {
        Templates = new Dictionary<string, Template>
        {
            ["dsn"] = new() { Text = "common" },
            ["named"] = new() { Name = "by-name", Text = "named" },
        },
        SourceTemplates = [new Template { Text = "first" }, new Template { Name = "helper", Text = "second" }],
        Includes = ["^db", "^api"],
        Excludes = ["_old$"],
        MapTemplate = new Template { Text = "{}" },
    };

    private static readonly Dictionary<string, Case> Cases = new Case[]
    {
        new("nothing", new(), []),
        new("an inline template without a name is named after object and key", Inline(("dsn", null)), ["Key dsn team/app/dsn"]),
        new("an inline template keeps its name", Inline(("dsn", "mine")), ["Key dsn mine"]),
        new("templates are sorted by key, then by name", Inline(("b", "a"), ("a", "z")), ["Key a z", "Key b a"]),
        new("a reference without picks takes all", Refer(new TransformationRef { Name = "common", Namespace = "infra" }),
            ["Source helper", "Source infra/common/0", "Key dsn infra/common/dsn", "Key named by-name", "Map infra/common#mapTemplate"]),
        new("the namespace of a reference is the secret's by default", Refer(new TransformationRef { Name = "local" }),
            ["Key k team/local/k"]),
        new("a pick takes one template, all sources, and no map", Refer(Pick("dsn")),
            ["Source helper", "Source infra/common/0", "Key dsn infra/common/dsn"]),
        new("a picked template fills another key", Refer(Pick("named", "DSN")),
            ["Source helper", "Source infra/common/0", "Key DSN by-name"]),
        new("the secret's own template of a key beats a reference's, which can still be called",
            Refer(new TransformationRef { Name = "common", Namespace = "infra" }) with { Templates = Inline(("dsn", null)).Templates },
            ["Source helper", "Source infra/common/0", "Source infra/common/dsn", "Key dsn team/app/dsn", "Key named by-name",
                "Map infra/common#mapTemplate"]),
        new("of a reference without picks a template is skipped whose key is a name already",
            Refer(new TransformationRef { Name = "local" }) with { Templates = Inline(("other", "k")).Templates }, ["Key other k"]),
        new("the secret's own map comes last", Refer(new TransformationRef { Name = "common", Namespace = "infra", TemplateRefs = [] }) with
        {
            MapTemplate = new Template { Text = "{}" },
        },
            ["Source helper", "Source infra/common/0", "Key dsn infra/common/dsn", "Key named by-name", "Map infra/common#mapTemplate",
                "Map team/app#mapTemplate"]),
    }.ToDictionary(each => each.Name);

    private static readonly Dictionary<string, (SecretDataTransformation Wanted, string[] Errors)> Faults = new()
    {
        ["twice the same reference"] = (Refer(Pick("dsn"), Pick("named")),
            ["transformationRefs[1]: duplicate reference to SecretTransformation infra/common"]),
        ["missing"] = (Refer(new TransformationRef { Name = "nowhere" }),
            ["transformationRefs[0]: SecretTransformation team/nowhere does not exist: create it"]),
        ["invalid"] = (Refer(new TransformationRef { Name = "broken" }),
            ["transformationRefs[0]: SecretTransformation team/broken is invalid, correct it: spec.templates[x]"]),
        ["no such template"] = (Refer(Pick("dns")), ["transformationRefs[0].templateRefs[0]: SecretTransformation infra/common has no "
            + "template 'dns' in spec.templates; it has dsn, named"]),
        ["two of one name"] = (Inline(("a", "same"), ("b", "same")), ["templates[b]: duplicate template name \"same\""]),
        ["a name of a reference"] = (Refer(Pick("named")) with { Templates = Inline(("a", "by-name")).Templates },
            ["templateRefs[0]: duplicate template name \"by-name\""]),
        ["all faults at once"] = (Refer(Pick("dns"), new TransformationRef { Name = "nowhere" }),
            ["no template 'dns'", "team/nowhere does not exist"]),
    };

    public static TheoryData<string> CaseNames => [.. Cases.Keys];

    public static TheoryData<string> FaultNames => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void Templates_are_gathered(string name)
    {
        var errors = new List<SpecError>();
        var collection = Collect(Cases[name].Wanted, errors);

        Assert.Empty(errors);
        Assert.Equal(Cases[name].Expected, collection!.Templates.Select(
            template => $"{template.Use} {template.Key} {template.Name}".Replace("  ", " ", StringComparison.Ordinal)));
    }

    [Theory]
    [MemberData(nameof(FaultNames))]
    public void Every_fault_is_told_with_its_place_and_remedy(string name)
    {
        var errors = new List<SpecError>();

        Assert.Null(Collect(Faults[name].Wanted, errors));
        Assert.Equal(Faults[name].Errors.Length, errors.Count);
        Assert.All(Faults[name].Errors.Zip(errors), pair => Assert.Contains(pair.First, pair.Second.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(false, false, "^api ^db own-in", "_old$ own-ex")]
    [InlineData(true, false, "own-in", "_old$ own-ex")]
    [InlineData(false, true, "^api ^db own-in", "own-ex")]
    public void Filters_are_joined_sorted_and_each_once(bool ignoreIncludes, bool ignoreExcludes, string includes, string excludes)
    {
        var wanted = Refer(new TransformationRef
        {
            Name = "common",
            Namespace = "infra",
            IgnoreIncludes = ignoreIncludes,
            IgnoreExcludes = ignoreExcludes,
        })
            with
        { Includes = ["own-in", "own-in"], Excludes = ["own-ex"] };

        var collection = Collect(wanted, [])!;

        Assert.Equal(includes.Split(' '), collection.Includes.Select(pattern => pattern.Text));
        Assert.Equal(excludes.Split(' '), collection.Excludes.Select(pattern => pattern.Text));
    }

    [Fact]
    public void The_fingerprint_follows_every_part()
    {
        var plain = Inline(("a", "n"));
        SecretDataTransformation[] others =
        [
            plain with { Templates = new Dictionary<string, Template> { ["a"] = new() { Name = "n", Text = "other" } } },
            Inline(("b", "n")), Inline(("a", "m")),
            plain with { Includes = ["x"] }, plain with { Excludes = ["x"] }, plain with { MapTemplate = new Template { Text = "{}" } },
        ];

        Assert.Equal(Collect(plain, [])!.Fingerprint(), Collect(plain, [])!.Fingerprint());
        Assert.Equal(others.Length + 1, others.Append(plain).Select(each => Collect(each, [])!.Fingerprint()).Distinct().Count());
    }

    private static TemplateCollection? Collect(SecretDataTransformation wanted, ICollection<SpecError> errors) =>
        TransformationCollector.Collect("VaultStaticSecret", Owner, wanted, new Dictionary<ObjectKey, TransformationReply>
        {
            [new("infra", "common")] = new(Common, null),
            [new("team", "local")] = new(
                new SecretTransformationSpec { Templates = new Dictionary<string, Template> { ["k"] = new() { Text = "local" } } }, null),
            [new("team", "nowhere")] = new(null, new Failure(
                FailureKind.NotFound, "SecretTransformation team/nowhere does not exist: create it, or correct the reference")),
            [new("team", "broken")] = SecretTransformationReply.Of(
                new SecretTransformation { Metadata = new ObjectMeta { Namespace = "team", Name = "broken" } },
                [new SpecError("spec.templates[x]", "bad")]),
        }, errors);

    private static SecretDataTransformation Inline(params (string Key, string? Name)[] templates) =>
        new() { Templates = templates.ToDictionary(each => each.Key, each => new Template { Name = each.Name, Text = "text" }) };

    private static SecretDataTransformation Refer(params TransformationRef[] references) => new() { TransformationRefs = references };

    private static TransformationRef Pick(string name, string? key = null) =>
        new() { Name = "common", Namespace = "infra", TemplateRefs = [new TemplateRef { Name = name, KeyOverride = key }] };

    private sealed record Case(string Name, SecretDataTransformation Wanted, string[] Expected);
}

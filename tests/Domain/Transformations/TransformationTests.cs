using Coffer.Domain.Sources.Kv;
using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Resources;
using Coffer.Domain.Rendering;
using Coffer.Domain.Tests.Secrets;
using Coffer.Domain.Transformations;
using Coffer.Templates;

namespace Coffer.Domain.Tests.Transformations;

/// <summary>What templates make of a secret.</summary>
public sealed class TransformationTests
{
    private const string Answer =
        """{"data":{"user":"app","pass":"p<s","port":5432,"old_key":"x"},"metadata":{"version":7,"custom_metadata":{"team":"blue"}}}""";

    [Theory]
    [InlineData("{{ .Secrets.user }}:{{ get .Secrets \"pass\" }}", "app:p<s")]
    [InlineData("{{ .Secrets.port }}", "5432")]
    [InlineData("{{ .Metadata.version }} {{ .Metadata.custom_metadata.team }}", "7 blue")]
    [InlineData("{{ .Annotations.note }} {{ .Labels.tier }}", "hello web")]
    [InlineData("{{ .Secrets.nothing }}", "<no value>")]
    [InlineData("{{ get .Secrets \"nothing\" }}", "")]
    [InlineData("{{ if .WrapData }}wrapped{{ end }}", "")]
    public void A_template_sees_the_secret_and_the_metadata_of_its_resource(string text, string expected) =>
        Assert.Equal(expected, Rendered(Inline(("key", text)))["key"]);

    [Fact]
    public void Keys_of_templates_beat_fields_and_are_not_filtered()
    {
        var data = Rendered(Inline(("user", "USER"), ("old_made", "made")) with { Excludes = ["^old", "pass"], ExcludeRaw = true });

        Assert.Equal(new() { ["old_made"] = "made", ["port"] = "5432", ["user"] = "USER" }, data);
    }

    [Fact]
    public void A_template_calls_what_another_defines() => Assert.Equal(
        "<app>", Rendered(new SecretDataTransformation
        {
            Templates = new Dictionary<string, Template>
            {
                ["a"] = new() { Name = "first", Text = "{{ template \"quoted\" .Secrets.user }}" },
                ["b"] = new() { Name = "last", Text = "{{ define \"quoted\" }}<{{ . }}>{{ end }}" },
            },
        })["a"]);

    [Fact]
    public void The_whole_answer_stays_as_it_is_and_a_template_may_not_fill_its_key()
    {
        Assert.Equal(
            """{"data":{"old_key":"x","pass":"p\u003cs","port":5432,"user":"app"},"metadata":{"custom_metadata":{"team":"blue"},"version":7}}""",
            Rendered(Inline(("user", "USER")))["_raw"]);
        Assert.Contains("a template fills the key '_raw'", Problem(Inline(("_raw", "x"))), StringComparison.Ordinal);
        Assert.Equal("x", Rendered(Inline(("_raw", "x")) with { ExcludeRaw = true })["_raw"]);
    }

    [Fact]
    public void Kv_v1_has_no_metadata_even_with_a_field_of_that_name()
    {
        var reading = Assert.IsType<KvReading.Found>(KvReading.OfKv1(Given.Answer("""{"metadata":{"version":1}}""")));

        Assert.Equal("map[] 1", Text(Render(Inline(("key", "{{ .Metadata }} {{ .Secrets.metadata.version }}")), reading, out _)!)["key"]);
    }

    /// <summary>Renaming, prefixing and selecting without naming each key.</summary>
    [Theory]
    [InlineData(
        """{{ $m := dict }}{{ range $k, $v := .Secrets }}{{ $_ := set $m (printf "APP_%s" (upper $k)) $v }}{{ end }}{{ toJson $m }}""",
        "APP_OLD_KEY=x APP_PASS=p<s APP_PORT=5432 APP_USER=app")]
    [InlineData("""{{ pick .Secrets "user" "port" | toJson }}""", "port=5432 user=app")]
    [InlineData("""{"a":"x","b":{"c":[1,"<"]},"d":null,"e":true}""", """a=x b={"c":[1,"\u003c"]} d=null e=true""")]
    [InlineData("  \n", "")]
    [InlineData("{{ if false }}{}{{ end }}", "")]
    public void A_map_template_yields_a_key_for_each_member(string text, string expected)
    {
        var data = Rendered(
            new SecretDataTransformation { MapTemplate = new Template { Text = text }, Excludes = [".*"], ExcludeRaw = true });

        Assert.Equal(expected, string.Join(' ', data.Select(entry => $"{entry.Key}={entry.Value}")));
    }

    [Fact]
    public void A_map_beats_fields_and_is_beaten_by_templates_of_a_key()
    {
        var data = Rendered(Inline(("user", "template")) with
        {
            MapTemplate = new Template { Text = """{"user":"map","pass":"map"}""" },
            ExcludeRaw = true,
        });

        Assert.Equal(("template", "map", "5432"), (data["user"], data["pass"], data["port"]));
    }

    [Theory]
    [InlineData("""["a"]""", "the output is no JSON object")]
    [InlineData("MARKED", "the output is no JSON; end the template with {{ toJson $map }}")]
    [InlineData("""{"MARKED key":1}""", "key 1 of the map (not shown, it may be a value)")]
    [InlineData("""{"k":"\ud800MARKED"}""", "the output is no JSON")]
    public void What_is_no_map_is_refused_without_being_shown(string text, string expected)
    {
        var problem = Problem(new SecretDataTransformation { MapTemplate = new Template { Text = text } });

        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.Contains("VaultStaticSecret team/app, spec.destination.transformation.mapTemplate", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("MARKED", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ fail .Secrets.pass }}")]
    [InlineData("{{ range .Secrets.pass }}{{ end }}")]
    [InlineData("{{ range $a, $b := .Secrets.pass }}{{ end }}")]
    [InlineData("{{ index .Secrets.list 99 }}")]
    [InlineData("{{ index .Secrets.pass .Secrets.pass }}")]
    [InlineData("{{ mustToDate \"2006\" .Secrets.pass }}")]
    [InlineData("{{ mustRegexMatch (print \"(\" .Secrets.pass) \"x\" }}")]
    [InlineData("{{ mustFromJson .Secrets.pass }}")]
    [InlineData("{{ semver .Secrets.pass }}")]
    [InlineData("{{ .Secrets.pass.MARKED }}")]
    [InlineData("{{ template \"nope\" .Secrets.pass }}")]
    [InlineData("{{ add .Secrets.pass 1 | fail }}")]
    [InlineData("{{ call .Secrets.pass }}")]
    [InlineData("{{ slice .Secrets.pass 99 }}")]
    [InlineData("{{ lt .Secrets.pass 1 }}")]
    [InlineData("{{ urlParse (print \"http://[\" .Secrets.pass) }}")]
    [InlineData("{{ buildCustomCert .Secrets.pass .Secrets.pass }}")]
    [InlineData("{{ fromJson .Secrets.pass | fail }}")]
    [InlineData("{{ dict .Secrets.pass | toJson | fail }}")]
    [InlineData("{{ printf .Secrets.pass | fail }}")]
    [InlineData("{{ repeat 99999999 .Secrets.pass }}")]
    public void An_error_names_object_template_and_place_and_no_value(string text)
    {
        // The key .MARKED of one case stands in the template, not in the secret.
        var reading = Read("""{"data":{"pass":"s3cr3t-value","list":["s3cr3t-value"]},"metadata":{"version":1}}""");
        Render(Inline(("key", "line one\n" + text)), reading, out var problem);

        Assert.NotNull(problem);
        Assert.StartsWith("VaultStaticSecret team/app, spec.destination.transformation.templates[key]: template: team/app/key:2:", problem,
            StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_that_no_Secret_can_hold_is_refused() =>
        Assert.Contains(
            "templates[bad key]: 'bad key' can't be a key of a Secret", Problem(Inline(("bad key", "x"))), StringComparison.Ordinal);

    [Theory]
    [InlineData("{{ repeat 20000 \"x\" }}", "--template-output")]
    [InlineData("{{ range until 100 }}{{ range until 100 }}{{ end }}{{ end }}", "--template-steps")]
    [InlineData("{{ define \"r\" }}{{ template \"r\" }}{{ end }}{{ template \"r\" }}", "--template-depth")]
    [InlineData("{{ regexMatch \"(a{100}){9}\" \"x\" }}", "--template-regex")]
    public void A_limit_is_told_with_the_setting_that_lifts_it(string text, string setting)
    {
        Render(Inline(("key", text)), Read(Answer), out var problem,
            new TemplateLimits { OutputBytes = 10_000, Steps = 1000, Depth = 20, RegexInstructions = 50 });

        Assert.Contains(setting, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void All_templates_of_a_Secret_share_one_budget_of_time()
    {
        var clock = new SteppingClock();
        Render(Inline(("a", "x"), ("b", "x")), Read(Answer), out var problem, new TemplateLimits { Time = TimeSpan.FromSeconds(3) }, clock);
        Assert.Null(problem);

        Render(Inline([.. Enumerable.Range(0, 20).Select(number => ($"k{number}", "{{ range until 500 }}{{ end }}"))]), Read(Answer),
            out problem, new TemplateLimits { Time = TimeSpan.FromSeconds(3) }, clock);
        Assert.Contains("--template-time", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ .Secrets.tls-key }}", """{{ index .Secrets "tls-key" }}""")]
    [InlineData("a {{ b64enc .Annotations.my-own-note }}", """{{ index .Annotations "my-own-note" }}""")]
    [InlineData("{{ .Secrets.a }}{{ $x-y }}", null)]
    public void A_name_with_a_dash_is_told_with_how_to_read_it(string text, string? offer)
    {
        var errors = new List<SpecError>();
        Assert.Null(Transformation.Compile(Collect(Inline(("a", text))), Matcher(), errors));

        var told = Assert.Single(errors).ToString();
        Assert.Contains("bad character U+002D '-'", told, StringComparison.Ordinal);
        Assert.Equal(offer is not null, told.Contains("a name with a dash", StringComparison.Ordinal));
        Assert.Contains(offer ?? "bad character", told, StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_parse_is_told_with_template_and_line_all_at_once()
    {
        var errors = new List<SpecError>();
        var wanted = Inline(("a", "fine\n{{ nope }}"), ("b", "{{ if }}")) with { Includes = ["("] };
        var collection = Collect(wanted);

        Assert.Null(Transformation.Compile(collection, Matcher(), errors));
        Assert.Equal(3, errors.Count);
        Assert.Contains(errors, error => error.ToString()
            .Contains("templates[a]: parse error: template: team/app/a:2: function \"nope\" not defined", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.ToString().Contains("team/app/b:1:", StringComparison.Ordinal));
        Assert.Contains(errors, error => error.Path == "spec.destination.transformation.includes[0]");
    }

    private static Dictionary<string, string> Rendered(SecretDataTransformation wanted) =>
        Text(Render(wanted, Read(Answer), out var problem) ?? throw new InvalidOperationException(problem));

    private static string Problem(SecretDataTransformation wanted)
    {
        Assert.Null(Render(wanted, Read(Answer), out var problem));
        return problem!;
    }

    private static SecretData? Render(
        SecretDataTransformation wanted, KvReading.Found reading, out string? problem, TemplateLimits? limits = null,
        TimeProvider? clock = null)
    {
        var errors = new List<SpecError>();
        var transformation = Transformation.Compile(Collect(wanted), Matcher(), errors)
            ?? throw new InvalidOperationException(string.Join("; ", errors));
        return transformation.Render(reading.Content, new RenderContext
        {
            Annotations = new Dictionary<string, string> { ["note"] = "hello" },
            Labels = new Dictionary<string, string> { ["tier"] = "web" },
            ExcludeRaw = wanted.ExcludeRaw,
            Limits = limits ?? TemplateLimits.Default,
            Clock = clock ?? TimeProvider.System,
        }, out problem);
    }

    private static PatternMatcher Matcher() => new(TemplateLimits.Default, TimeProvider.System);

    private static TemplateCollection Collect(SecretDataTransformation wanted) =>
        TransformationCollector.Collect("VaultStaticSecret", new ObjectKey("team", "app"), wanted,
            new Dictionary<ObjectKey, Contracts.Grains.TransformationReply>(), [])!;

    private static KvReading.Found Read(string json) => Assert.IsType<KvReading.Found>(KvReading.OfKv2(Given.Answer(json)));

    private static SecretDataTransformation Inline(params (string Key, string Text)[] templates) =>
        new() { Templates = templates.ToDictionary(each => each.Key, each => new Template { Text = each.Text }) };

    private static Dictionary<string, string> Text(SecretData data) =>
        data.Entries.ToDictionary(entry => entry.Key, entry => Encoding.UTF8.GetString(entry.Value.Span));

    /// <summary>A quarter of a second passes with each look at it.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => 4;

        public override long GetTimestamp() => _ticks++;
    }
}

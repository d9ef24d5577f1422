using System.Text.Json.Nodes;
using Coffer.EndToEnd.Tests.Harness;
using Coffer.Tests.Support;

namespace Coffer.EndToEnd.Tests.Transformations;

/// <summary>Templates in manifests as people have them, served by the real process.</summary>
public sealed class TransformationTests(SharedStage house) : IClassFixture<SharedStage>, IAsyncLifetime
{
    private Stage _stage = null!;

    public async Task InitializeAsync() => _stage = await house.OpenAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Inline_templates_see_secret_metadata_annotations_and_labels()
    {
        await _stage.DeclareAsync("inline", manifest =>
        {
            manifest["metadata"]!["annotations"] = new JsonObject { ["note"] = "first" };
            manifest["metadata"]!["labels"] = new JsonObject { ["tier"] = "web" };
            Transform(manifest, """
                excludeRaw: true
                excludes: [username]
                templates:
                  dsn: { text: 'postgres://{{ get .Secrets "username" }}:{{ get .Secrets "password" | urlquery }}@db' }
                  about: { name: mine, text: '{{ .Metadata.version }} {{ .Annotations.note }} {{ .Labels.tier }}' }
                """);
        });
        await _stage.SecretBecomesAsync("inline", "dsn", "postgres://demo:winter@db", "inline");
        Assert.Equal(["about", "dsn", "password"], (await _stage.SecretAsync("inline"))!.Keys.Order(StringComparer.Ordinal));
        Assert.EndsWith(" first web", (await _stage.SecretAsync("inline"))!["about"], StringComparison.Ordinal);

        await _stage.Kube.MergeAsync(
            _stage.StaticSecret("inline"), JsonNode.Parse("""{"metadata":{"annotations":{"note":"second"}}}""")!.AsObject(), default);
        await _stage.EventuallyAsync("the annotation to come through", _stage.StaticSecret("inline"), async () =>
            (await _stage.SecretAsync("inline"))!["about"].EndsWith(" second web", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_of_a_shared_transformation_comes_through_at_once()
    {
        await ShareAsync("shared", """
            sourceTemplates:
              - text: '{{ define "login" }}{{ .username }}:{{ .password }}{{ end }}'
            templates:
              dsn: { text: 'v1 {{ template "login" .Secrets }}' }
              other: { text: other }
            excludes: [".*"]
            """);
        await _stage.DeclareAsync("sharing", manifest =>
        {
            manifest["spec"]!["refreshAfter"] = "1h";
            Transform(manifest, $"transformationRefs: [{{ name: shared, namespace: {_stage.Central}, templateRefs: [{{ name: dsn, "
                + $"keyOverride: DSN }}] }}]\nexcludeRaw: true");
        });
        await _stage.SecretBecomesAsync("sharing", "DSN", "v1 demo:winter", "sharing");
        Assert.Equal(["DSN"], (await _stage.SecretAsync("sharing"))!.Keys);
        await _stage.EventuallyAsync("the transformation to be ready", Shared("shared"), async () =>
            (await _stage.ConditionsAsync(Shared("shared"))).GetValueOrDefault("Ready") is { Status: "True" });

        await ShareAsync("shared", """
            templates:
              dsn: { text: 'v2 {{ .Secrets.username }}' }
            excludes: [".*"]
            """);
        await _stage.SecretBecomesAsync("sharing", "DSN", "v2 demo", "sharing");
    }

    [Fact]
    public async Task What_is_missing_or_invalid_is_told_and_mended_at_once()
    {
        await _stage.DeclareAsync("waiting", manifest =>
        {
            manifest["spec"]!["refreshAfter"] = "1h";
            Transform(manifest, $"transformationRefs: [{{ name: late, namespace: {_stage.Central} }}]");
        });
        await _stage.SaysAsync(
            "waiting", "Ready", "False", $"SecretTransformation {_stage.Central}/late", "create it", "transformationRefs[0]");
        Assert.Equal("TransformationError", (await _stage.ConditionsAsync(_stage.StaticSecret("waiting")))["Ready"].Reason);
        Assert.Null(await _stage.SecretAsync("waiting"));

        await ShareAsync("late", "templates: { key: { text: one } }");
        await _stage.SecretBecomesAsync("waiting", "key", "one", "waiting");
        await _stage.IsReadyAsync("waiting");

        await ShareAsync("late", "templates: { key: { text: '{{ nope }}' } }");
        await _stage.SaysAsync("waiting", "Ready", "False", "is invalid", "function \"nope\" not defined");
        await _stage.EventuallyAsync("an Event", Shared("late"), async () =>
            (await _stage.EventsAsync(Shared("late"))).Any(seen => seen is { Type: "Warning", Reason: "InvalidConfiguration" }));
        await _stage.EventuallyAsync(
            "the status", Shared("late"), async () => !(bool)(await _stage.Kube.FindAsync(Shared("late"), default))!["status"]!["valid"]!);
        var status = (await _stage.Kube.FindAsync(Shared("late"), default))!["status"]!;
        Assert.Contains("spec.templates[key]", (string)status["error"]!, StringComparison.Ordinal);
        Assert.Equal("one", (await _stage.SecretAsync("waiting"))!["key"]);

        await ShareAsync("late", "templates: { key: { text: two } }");
        await _stage.SecretBecomesAsync("waiting", "key", "two", "waiting");

        await _stage.Kube.DeleteAsync(Shared("late"), default);
        await _stage.SaysAsync("waiting", "Ready", "False", $"SecretTransformation {_stage.Central}/late does not exist");
        Assert.Equal("two", (await _stage.SecretAsync("waiting"))!["key"]);
    }

    [Fact]
    public async Task A_template_that_fails_is_told_with_its_place_and_the_last_good_Secret_stays()
    {
        await _stage.Vault.PutAsync("failing", ("port", "80"));
        await _stage.DeclareAsync("failing", manifest => Transform(manifest, """
            templates:
              next: { text: '{{ if eq .Secrets.port "bad-port" }}{{ fail .Secrets.port }}{{ end }}{{ add1 .Secrets.port }}' }
            """), "failing");
        await _stage.SecretBecomesAsync("failing", "next", "81", "failing");

        await _stage.Vault.PutAsync("failing", ("port", "bad-port"));
        await _stage.SaysAsync("failing", "Ready", "False", $"VaultStaticSecret {_stage.App}/failing",
            $"template: {_stage.App}/failing/next:1:", "error calling fail: <redacted>");
        Assert.Equal(("81", "80"), ((await _stage.SecretAsync("failing"))!["next"], (await _stage.SecretAsync("failing"))!["port"]));

        await _stage.Vault.PutAsync("failing", ("port", "90"));
        await _stage.SecretBecomesAsync("failing", "next", "91", "failing");
    }

    [Fact]
    public async Task A_map_template_renames_all_keys()
    {
        await _stage.DeclareAsync("renamed", manifest => Transform(manifest, """
            excludeRaw: true
            excludes: [".*"]
            mapTemplate:
              text: |
                {{- $m := dict -}}
                {{- range $k, $v := .Secrets }}{{ $_ := set $m (printf "APP_%s" (upper $k)) $v }}{{ end -}}
                {{ toJson $m }}
            """));
        await _stage.SecretBecomesAsync("renamed", "APP_PASSWORD", "winter", "renamed");
        Assert.Equal(["APP_PASSWORD", "APP_USERNAME"], (await _stage.SecretAsync("renamed"))!.Keys.Order(StringComparer.Ordinal));
    }

    private ObjectId Shared(string name) => ObjectId.Custom("SecretTransformation", _stage.Central, name);

    private Task ShareAsync(string name, string spec)
    {
        var manifest = Yaml.Documents($"apiVersion: secrets.hashicorp.com/v1beta1\nkind: SecretTransformation\nmetadata: {{ name: {name}, "
            + $"namespace: {_stage.Central} }}").Single();
        manifest["spec"] = Yaml.Documents(spec).Single();
        return _stage.Kube.ApplyAsync(manifest, default);
    }

    private static void Transform(JsonObject manifest, string transformation) =>
        manifest["spec"]!["destination"]!["transformation"] = Yaml.Documents(transformation).Single();
}

using Coffer.Cli.CommandLine;
using Coffer.Cli.Output;

namespace Coffer.Cli.Tests.Template;

/// <summary><c>coffer template</c> as its users see it: output, messages, exit codes.</summary>
public sealed class TemplateCommandTests : IDisposable
{
    private const string Shared = """
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: SecretTransformation
        metadata: { name: shared, namespace: infra }
        spec:
          templates:
            DSN: { text: 'postgres://{{ .Secrets.user }}@db' }
          excludes: [".*"]
        """;

    private const string Secret = """
        apiVersion: secrets.hashicorp.com/v1beta1
        kind: VaultStaticSecret
        metadata: { name: app, namespace: team, annotations: { note: hi } }
        spec:
          destination:
            name: app-secret
            create: true
            type: example.com/any
            transformation:
              excludeRaw: true
              transformationRefs: [{ name: shared, namespace: infra }]
              templates:
                about: { text: '{{ .Annotations.note }} {{ .Metadata.version }}' }
        """;

    private const string Answer = """{"request_id":"r","data":{"data":{"user":"app","n":12345678901234567890},"metadata":{"version":7}}}""";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coffer-template-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_secret_is_printed_as_kubectl_prints_it()
    {
        var (code, output, error) = await RunAsync($"{Secret}\n---\n{Shared}", Answer);

        Assert.Equal((0, ""), (code, error));
        // base64 of postgres://app@db and of "hi 7", by coreutils.
        Assert.Equal(
            """
            apiVersion: v1
            kind: Secret
            metadata:
              name: app-secret
              namespace: team
            type: example.com/any
            data:
              DSN: cG9zdGdyZXM6Ly9hcHBAZGI=
              about: aGkgNw==

            """, output);
    }

    [Fact]
    public async Task What_looks_wrong_is_told_beside_the_Secret()
    {
        var (code, output, error) = await RunAsync(
            $"{Secret.Replace("{{ .Metadata.version }}", "{{ b64dec .Secrets.user }}", StringComparison.Ordinal)}\n---\n{Shared}", Answer);

        Assert.Equal(0, code);
        Assert.Contains("about:", output, StringComparison.Ordinal);
        Assert.StartsWith(
            "app-secret: VaultStaticSecret team/app, spec.destination.transformation.templates[about]: ", error, StringComparison.Ordinal);
        Assert.Contains("b64dec: the text is no base64", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_and_annotations_of_the_manifest_are_printed()
    {
        const string marks = "create: true\n    labels: { tier: web }\n    annotations: { by: team }";
        var marked = Secret.Replace("create: true", marks, StringComparison.Ordinal);
        var (code, output, _) = await RunAsync($"{marked}\n---\n{Shared}", Answer);

        Assert.Equal(0, code);
        Assert.Contains("metadata:\n  name: app-secret\n  namespace: team\n  labels:\n    tier: web\n  annotations:\n    by: team\n",
            output.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--template-output", "5", "output")]
    [InlineData("--template-steps", "many", "--template-steps")]
    public async Task The_operators_limits_are_kept(string flag, string value, string said)
    {
        var (code, output, error) = await RunAsync($"{Secret}\n---\n{Shared}", Answer, flag, value);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decoded_values_are_text_that_YAML_reads_as_text()
    {
        var (_, output, _) = await RunAsync(Shared.Replace("excludes: [\".*\"]", "includes: [^n]", StringComparison.Ordinal),
            """{"user":"app","n":12345678901234567890}""", "--decode", "--exclude-raw");

        Assert.Contains("stringData:\n  DSN: postgres://app@db\n  n: \"12345678901234567890\"\n", output.ReplaceLineEndings("\n"),
            StringComparison.Ordinal);
        Assert.DoesNotContain("_raw", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transformations_alone_are_rendered_one_by_one()
    {
        var (code, output, _) = await RunAsync(
            $"{Shared}\n---\n{Shared.Replace("name: shared", "name: second", StringComparison.Ordinal)}", Answer, "--decode");

        Assert.Equal(0, code);
        Assert.Equal(2, output.Split("kind: Secret").Length - 1);
        Assert.Contains("---", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_JSON_manifest_will_do()
    {
        var (code, output, _) = await RunAsync(
            """{"kind":"SecretTransformation","metadata":{"name":"j"},"spec":{"templates":{"k":{"text":"{{ .Secrets.user }}"}}}}""", Answer,
            "--decode");

        Assert.Equal(0, code);
        Assert.Contains("namespace: default", output, StringComparison.Ordinal);
        Assert.Contains("k: app", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{{ .Secrets.user }}", "{{ fail .Secrets.user }}",
        "SecretDataBuilderError: SecretTransformation infra/shared, spec.templates[DSN]: template: infra/shared/DSN:1:14:",
        "error calling fail: <redacted>")]
    [InlineData("{{ .Secrets.user }}", "{{ nope }}",
        "TransformationError: spec.destination.transformation.transformationRefs[0]: SecretTransformation infra/shared is invalid",
        "function \"nope\" not defined")]
    [InlineData("name: shared", "name: other", "TransformationError: spec.destination.transformation.transformationRefs[0]: "
        + "SecretTransformation infra/shared does not exist", "create it")]
    public async Task What_is_wrong_is_told_in_the_operators_words_with_exit_code_1(string from, string to, params string[] words)
    {
        var (code, output, error) = await RunAsync($"{Secret}\n---\n{Shared.Replace(from, to, StringComparison.Ordinal)}", Answer);

        Assert.Equal((1, ""), (code, output));
        Assert.All(words, word => Assert.Contains(word, error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a: [", Answer, "--file:")]
    [InlineData("? [a]\n: 1", Answer, "--file: a key that is not text")]
    [InlineData(Shared + "\n---\n" + Shared, Answer, "SecretTransformation infra/shared is there twice")]
    [InlineData("kind: ConfigMap", Answer, "has no VaultStaticSecret and no SecretTransformation")]
    [InlineData("kind: SecretTransformation\nspec: 5", Answer, "--file: SecretTransformation:")]
    [InlineData(Shared, "s3cret", "--secret: is no JSON (line 1)")]
    [InlineData(Shared, "[1]", "--secret: is no JSON object")]
    [InlineData(Shared, """{"data":null,"metadata":{"version":2,"deletion_time":"2026-01-01T00:00:00Z"}}""", "version 2 was deleted")]
    public async Task Input_that_can_not_be_used_is_told_without_showing_it(string manifests, string secret, string expected)
    {
        var (code, output, error) = await RunAsync(manifests, secret);

        Assert.Equal((1, ""), (code, output));
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_file_is_told()
    {
        var (code, _, error) = await InvokeAsync("template", "-f", Path.Combine(_folder.FullName, "nowhere.yaml"), "--secret", "-");

        Assert.Equal(1, code);
        Assert.Contains("nowhere.yaml", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Standard_input_can_be_only_one_of_the_two()
    {
        var (code, _, error) = await InvokeAsync("template", "-f", "-", "--secret", "-");

        Assert.Equal(1, code);
        Assert.Contains("only one", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watching_renders_again_when_a_file_is_saved()
    {
        var (manifests, secret) = (await WriteAsync("t.yaml", Shared), await WriteAsync("s.json", """{"user":"first"}"""));
        using var stop = new CancellationTokenSource();
        var output = new AwaitedWriter();
        var running = CofferCli.RunAsync(
            ["template", "-f", manifests, "--secret", secret, "--watch", "--decode"],
            new Terminal { In = TextReader.Null, Out = output, Error = output }, stop.Token);

        await output.ShowsAsync("postgres://first@db");
        await output.ShowsAsync("waiting");
        await WriteAsync("s.json", """{"user":"second"}""");
        await output.ShowsAsync("postgres://second@db");
        await WriteAsync("t.yaml", Shared.Replace("{{ .Secrets.user }}", "{{ nope }}", StringComparison.Ordinal));
        await output.ShowsAsync("function \"nope\" not defined");

        await stop.CancelAsync();
        Assert.Equal(0, await running);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(string manifests, string secret, params string[] more) =>
        await InvokeAsync(
            ["template", "-f", await WriteAsync("t.yaml", manifests), "--secret", await WriteAsync("s.json", secret), .. more]);

    private async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        await File.WriteAllTextAsync(path, text);
        return path;
    }

    private static async Task<(int Code, string Output, string Error)> InvokeAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var code = await CofferCli.RunAsync(
            args, new Terminal { In = TextReader.Null, Out = output, Error = error }, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}

using System.CommandLine;
using Coffer.Silo.Options;

namespace Coffer.Silo.CommandLine.Template;

/// <summary><c>coffer template</c>: what the operator would make of a secret, without a cluster and without Vault.</summary>
internal static class TemplateCommand
{
    public static Command Create()
    {
        var file = new Option<string>("--file", "-f")
        {
            Description = "Manifests: a VaultStaticSecret and the SecretTransformations that it refers to, or SecretTransformations "
                + "alone. '-' reads standard input.",
            Required = true,
            HelpName = "transformation.yaml",
        };
        var secret = new Option<string>("--secret")
        {
            Description = "JSON of the secret: its fields, or what 'vault kv get -format=json' prints. '-' reads standard input.",
            Required = true,
            HelpName = "secret.json",
        };
        var decode = new Option<bool>("--decode") { Description = "Print values as text (stringData) instead of base64." };
        var excludeRaw = new Option<bool>("--exclude-raw") { Description = "As with the operator's --exclude-raw." };
        var watch = new Option<bool>("--watch") { Description = "Print again whenever one of the files is saved." };
        var command = new Command("template", "Prints the Secret that a transformation makes of a secret; exit code 1 with the "
            + "operator's message when it makes none.")
        {
            file, secret, decode, excludeRaw, watch,
        };
        var limits = new SettingFlags(Settings.TemplateLimits);
        limits.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var job = new TemplateJob(
                parsed.GetRequiredValue(file), parsed.GetRequiredValue(secret), parsed.GetValue(decode), parsed.GetValue(excludeRaw))
            {
                Limits = limits.Given(parsed),
            };
            var streams = new TemplateStreams(Console.In, parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            return parsed.GetValue(watch)
                ? TemplateWatch.RunAsync(job, streams, cancellation)
                : TemplateAction.RunAsync(job, streams, cancellation);
        });
        return command;
    }
}

using System.CommandLine;
using Coffer.Cli.Output;

namespace Coffer.Cli.Template;

/// <summary><c>coffer template</c>: what the operator would make of a secret, without a cluster and without Vault.</summary>
internal static class TemplateCommand
{
    public static Command Create(Terminal terminal)
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
        var limits = LimitOption.All.ToDictionary(limit => limit, Flag);
        foreach (var flag in limits.Values)
        {
            command.Options.Add(flag);
        }

        command.SetAction((parsed, cancellation) =>
        {
            var job = new TemplateJob(
                parsed.GetRequiredValue(file), parsed.GetRequiredValue(secret), parsed.GetValue(decode), parsed.GetValue(excludeRaw))
            {
                Limits = limits.Where(limit => parsed.GetValue(limit.Value) is not null)
                    .ToDictionary(limit => limit.Key, limit => parsed.GetValue(limit.Value)!),
            };
            var streams = new TemplateStreams(terminal.In, terminal.Out, terminal.Error);
            return parsed.GetValue(watch)
                ? TemplateWatch.RunAsync(job, streams, cancellation)
                : TemplateAction.RunAsync(job, streams, cancellation);
        });
        return command;
    }

    private static Option<string?> Flag(LimitOption limit) => new(limit.Flag)
    {
        Description = $"{limit.Text}, {limit.Range} [{limit.Variable}]",
        HelpName = "value",
    };
}

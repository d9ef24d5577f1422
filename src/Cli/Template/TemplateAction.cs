using System.Text;
using Coffer.Cli.CommandLine;

namespace Coffer.Cli.Template;

/// <summary>Renders once: prints the Secrets, or what is wrong.</summary>
internal static class TemplateAction
{
    public static async Task<int> RunAsync(TemplateJob job, TemplateStreams streams, CancellationToken cancellation)
    {
        try
        {
            var secrets = await RenderAsync(job, streams, cancellation);
            await streams.Out.WriteAsync(
                string.Join($"---{Environment.NewLine}", secrets.Select(secret => SecretText.Of(secret, job.Decode))));
            foreach (var remark in secrets.SelectMany(secret => secret.Remarks.Select(remark => $"{secret.Name}: {remark}")))
            {
                await streams.Error.WriteLineAsync(remark);
            }

            return ExitCode.Well;
        }
        catch (Exception error) when (error is InputException or IOException or UnauthorizedAccessException)
        {
            await streams.Error.WriteLineAsync(error.Message);
            return ExitCode.NotWell;
        }
    }

    private static async Task<IReadOnlyList<RenderedSecret>> RenderAsync(
        TemplateJob job, TemplateStreams streams, CancellationToken cancellation)
    {
        if (job is { Manifests: TemplateJob.StandardInput, Secret: TemplateJob.StandardInput })
        {
            throw new InputException("only one of --file and --secret can be read from standard input");
        }

        var limits = LimitOption.Read(
            option => job.Limits.GetValueOrDefault(option) ?? Environment.GetEnvironmentVariable(option.Variable));
        var manifests = Manifests.Read(await TextAsync(job.Manifests, streams, cancellation));
        var reading = SecretInput.Read(Encoding.UTF8.GetBytes(await TextAsync(job.Secret, streams, cancellation)));
        var renderer = new OfflineRenderer(manifests, job.ExcludeRaw, limits);
        return [.. manifests.Secrets.Select(secret => renderer.Render(secret, reading))];
    }

    private static Task<string> TextAsync(string file, TemplateStreams streams, CancellationToken cancellation) =>
        file == TemplateJob.StandardInput ? streams.In.ReadToEndAsync(cancellation) : File.ReadAllTextAsync(file, cancellation);
}

using System.Diagnostics;
using Coffer.Chart.Tests.Support;

namespace Coffer.Chart.Tests.Rendering;

/// <summary>The real Helm. <c>template</c> gives the objects, and a dry run that asks no cluster the notes.</summary>
internal sealed class HelmRenderer : ChartRenderer
{
    private readonly string _version;

    private HelmRenderer(string version) => _version = version;

    public override string Name => $"helm {_version}";

    public static HelmRenderer? Find()
    {
        var found = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, "helm")));
        return found ? new HelmRenderer(Start("version", "--short").Trim()) : null;
    }

    protected override Rendered Run(Release release)
    {
        var values = Path.GetTempFileName();
        try
        {
            File.WriteAllText(values, release.Values);
            string[] arguments = [release.Name, Repository.Chart, "--namespace", release.Namespace, "--values", values];
            var objects = Start(["template", .. arguments, "--kube-version", Release.KubeVersion]);
            var notes = Start(["install", .. arguments, "--dry-run=client"]);
            return new Rendered([.. Yaml.Documents(objects).Select(json => new Manifest(json.AsObject()))], notes[(notes.IndexOf("NOTES:", StringComparison.Ordinal) + 6)..]);
        }
        finally
        {
            File.Delete(values);
        }
    }

    private static string Start(params IEnumerable<string> arguments)
    {
        using var helm = Process.Start(new ProcessStartInfo("helm", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = helm.StandardError.ReadToEndAsync();
        var output = helm.StandardOutput.ReadToEnd();
        helm.WaitForExit();
        return helm.ExitCode == 0 ? output : throw new RefusedException(errors.GetAwaiter().GetResult());
    }
}

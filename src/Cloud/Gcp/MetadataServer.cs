using System.Text;
using Coffer.Contracts;
using Coffer.Contracts.Ports;
using Coffer.Domain.Auths;

namespace Coffer.Cloud.Gcp;

/// <summary>
/// What the metadata server of the node tells of the cluster. A node does not change its cluster, so what is known once is kept for good.
/// </summary>
internal sealed class MetadataServer(CloudOptions options, GoogleHttp http)
{
    /// <summary>Header that requests and answers have.</summary>
    public const string Flavor = "Metadata-Flavor";

    /// <summary>Its value.</summary>
    public const string Google = "Google";

    private readonly Entry _project = new("project/project-id");
    private readonly Entry _location = new("instance/attributes/cluster-location");
    private readonly Entry _name = new("instance/attributes/cluster-name");

    /// <summary>Fills in what is not given.</summary>
    public async Task<Outcome<GkeCluster>> CompleteAsync(GkeCluster given, CancellationToken cancellation)
    {
        // Together: a node that is none of Google's lets each of them wait for its time.
        var parts = await Task.WhenAll(
            FindAsync(given.Project, _project, cancellation), FindAsync(given.Location, _location, cancellation),
            FindAsync(given.Name, _name, cancellation));
        return parts.Select(static part => part.Failure).FirstOrDefault(static failure => failure is not null) is { } missing
            ? missing
            : new GkeCluster(Value(parts[0]), Value(parts[1]), Value(parts[2]));
    }

    private static string Value(Outcome<string> part) => part.TryGet(out var value, out _) ? value : "";

    private async Task<Outcome<string>> FindAsync(string given, Entry entry, CancellationToken cancellation)
    {
        if (given.Length > 0)
        {
            return given;
        }

        if (entry.Known is { } known)
        {
            return known;
        }

        var call = new GoogleCall(HttpMethod.Get, new Uri(options.GcpMetadata, $"/computeMetadata/v1/{entry.Path}"))
        {
            IsForMetadata = true,
        };
        var sent = await http.SendAsync(call, cancellation);
        if (!sent.TryGet(out var answer, out var failure))
        {
            return failure;
        }

        var read = Read(call, answer);
        entry.Known = read.TryGet(out var value, out _) ? value : null;
        return read;
    }

    private static Outcome<string> Read(GoogleCall call, GoogleAnswer answer)
    {
        if (!answer.IsOfMetadata)
        {
            return GoogleErrors.Create(
                call, FailureKind.Malformed, $"{answer.Status} whoever answers there is no metadata server of Google");
        }

        if (answer.Status == 404)
        {
            return GoogleErrors.Create(call, FailureKind.NotFound, "404 the node has no such attribute: it is none of a GKE cluster");
        }

        if (!answer.IsSuccess)
        {
            return GoogleErrors.FromAnswer(call, answer);
        }

        var text = Encoding.UTF8.GetString(answer.Body.Span).Trim();
        return GoogleNames.IsPlace(text) ? text : GoogleErrors.Malformed(call, answer, "the answer is no name");
    }

    private sealed class Entry(string path)
    {
        private volatile string? _known;

        public string Path { get; } = path;

        public string? Known { get => _known; set => _known = value; }
    }
}

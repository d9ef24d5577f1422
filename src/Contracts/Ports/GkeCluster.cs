namespace Coffer.Contracts.Ports;

/// <summary>A cluster of Google Kubernetes Engine.</summary>
/// <param name="Project">Id of its project; empty for not known yet.</param>
/// <param name="Location">Its region or zone; empty for not known yet.</param>
/// <param name="Name">Its name; empty for not known yet.</param>
public sealed record GkeCluster(string Project, string Location, string Name)
{
    /// <summary>Its workload identity pool: the audience of the ServiceAccount tokens that Google accepts.</summary>
    public string Pool => $"{Project}.svc.id.goog";

    /// <summary>The issuer of its tokens, as Google knows it.</summary>
    public string Issuer => $"https://container.googleapis.com/v1/projects/{Project}/locations/{Location}/clusters/{Name}";
}

namespace Coffer.Embedded.Kubernetes.Requests;

/// <summary>What requests are counted by.</summary>
/// <param name="Verb">As in <see cref="KubeRequest"/>.</param>
/// <param name="Resource">The plural.</param>
/// <param name="Subresource">"" for the object itself.</param>
/// <param name="ContentType">The patch's media type; "" for every other verb.</param>
public sealed record RequestKey(string Verb, string Resource, string Subresource = "", string ContentType = "");

namespace Coffer.Contracts.Ports;

/// <summary>Annotations that Coffer puts on a destination Secret.</summary>
public static class SecretAnnotations
{
    /// <summary>Content digest of what was written.</summary>
    public const string Digest = "coffer.secrets.hashicorp.com/content-digest";

    /// <summary>Who wrote it: <c>Kind/namespace/name</c> of the custom resource.</summary>
    public const string Source = "coffer.secrets.hashicorp.com/source";
}

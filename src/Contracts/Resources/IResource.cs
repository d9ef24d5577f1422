namespace Coffer.Contracts.Resources;

/// <summary>A custom resource of the group <c>secrets.hashicorp.com</c>.</summary>
public interface IResource
{
    /// <summary>Name, version, labels.</summary>
    ObjectMeta Metadata { get; }

    /// <summary>The same resource with other metadata.</summary>
    IResource With(ObjectMeta metadata);
}

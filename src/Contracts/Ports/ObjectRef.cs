using Coffer.Contracts.Resources;

namespace Coffer.Contracts.Ports;

/// <summary>Names an object for an Event.</summary>
public sealed record ObjectRef(ResourceKind Kind, ObjectKey Key, string Uid, string ResourceVersion);

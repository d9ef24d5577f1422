using System.Text.Json.Nodes;

namespace Coffer.Embedded.Kubernetes.Requests;

/// <summary>A write as admission sees it: authorized, decoded and valid, not stored yet.</summary>
/// <param name="Operation">CREATE, UPDATE or DELETE; an apply that finds nothing is a CREATE.</param>
/// <param name="Request">The request; its name is the object's.</param>
/// <param name="Value">The object as it would be stored, or as it is where it is deleted; to be read only.</param>
public sealed record AdmittedWrite(string Operation, KubeRequest Request, JsonObject Value);

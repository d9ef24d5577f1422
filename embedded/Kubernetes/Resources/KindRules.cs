using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Responses;

namespace Coffer.Embedded.Kubernetes.Resources;

/// <summary>What is special about one kind. The methods change or judge an object before it is stored.</summary>
internal abstract class KindRules
{
    public static readonly KindRules None = new NoRules();

    /// <summary>Runs on what the client sent, before anything else.</summary>
    public virtual void Decode(ResourceDefinition resource, JsonObject value)
    {
    }

    /// <summary>Fills in the defaults of a built-in kind.</summary>
    public virtual void Default(JsonObject value)
    {
    }

    /// <summary>Sets what only the server may set on a new object.</summary>
    public virtual void OnCreate(JsonObject value)
    {
    }

    /// <summary>Keeps what a client may not change by an update.</summary>
    public virtual void OnUpdate(JsonObject old, JsonObject value)
    {
    }

    /// <summary>The rule for names; null: the name is fine.</summary>
    public virtual string? CheckName(string name) => Names.CheckSubdomain(name);

    public virtual IEnumerable<FieldError> Validate(JsonObject? old, JsonObject value) => [];

    /// <summary>Finalizers that the server puts on an object when somebody deletes it.</summary>
    public virtual IEnumerable<string> FinalizersOnDelete(string name) => [];

    /// <summary>A reason why the object may never be deleted.</summary>
    public virtual string? ForbidsDelete(string name) => null;

    private sealed class NoRules : KindRules;
}

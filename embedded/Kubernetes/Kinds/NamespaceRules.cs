using System.Text.Json.Nodes;
using Coffer.Embedded.Kubernetes.Json;
using Coffer.Embedded.Kubernetes.Resources;

namespace Coffer.Embedded.Kubernetes.Kinds;

internal sealed class NamespaceRules : KindRules
{
    private static readonly string[] Eternal = ["default", "kube-system", "kube-public"];

    public override string? CheckName(string name) => Names.CheckLabelName(name);

    public override void Default(JsonObject value)
    {
        var metadata = value.Metadata();
        var labels = metadata.Object("labels");
        if (labels is null)
        {
            metadata["labels"] = labels = [];
        }

        labels["kubernetes.io/metadata.name"] = metadata.Text("name");
    }

    public override void OnCreate(JsonObject value)
    {
        value["spec"] = new JsonObject { ["finalizers"] = new JsonArray("kubernetes") };
        value["status"] = new JsonObject { ["phase"] = "Active" };
    }

    public override void OnUpdate(JsonObject old, JsonObject value) => value.Carry(old, "spec");

    public override string? ForbidsDelete(string name) => Eternal.Contains(name) ? "this namespace may not be deleted" : null;
}

using System.Text.Json.Serialization;

namespace Coffer.Cli.Resources;

/// <summary>JSON of what is read from the API server.</summary>
[JsonSerializable(typeof(CofferObject))]
[JsonSerializable(typeof(ObjectList<CofferObject>), TypeInfoPropertyName = "CofferObjects")]
[JsonSerializable(typeof(SecretObject))]
[JsonSerializable(typeof(ObjectList<KubeEvent>), TypeInfoPropertyName = "KubeEvents")]
[JsonSerializable(typeof(ObjectList<PodObject>), TypeInfoPropertyName = "PodObjects")]
[JsonSerializable(typeof(WorkloadObject))]
internal sealed partial class ApiJson : JsonSerializerContext;

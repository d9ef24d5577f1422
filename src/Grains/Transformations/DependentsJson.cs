using System.Text.Json.Serialization;

namespace Coffer.Grains.Transformations;

/// <summary>How dependents are handed over, so that two releases understand each other.</summary>
[JsonSerializable(typeof(string[]))]
internal sealed partial class DependentsJson : JsonSerializerContext;

using System.Text.Json.Serialization;
using Coffer.Contracts;

namespace Coffer.Grains.Actors;

/// <summary>How dependents are handed over, so that two releases understand each other.</summary>
[JsonSerializable(typeof(ResourceRef[]))]
internal sealed partial class DependentsJson : JsonSerializerContext;

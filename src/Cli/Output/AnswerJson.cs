using System.Text.Json.Serialization;
using Coffer.Cli.Explain;
using Coffer.Cli.History;
using Coffer.Cli.Overview;
using Coffer.Cli.Status;
using Coffer.Cli.Sync;

namespace Coffer.Cli.Output;

/// <summary>JSON of answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Converters = [typeof(UtcTimes)])]
[JsonSerializable(typeof(Chain))]
[JsonSerializable(typeof(OverviewDocument))]
[JsonSerializable(typeof(HistoryDocument))]
[JsonSerializable(typeof(SyncDocument))]
[JsonSerializable(typeof(Explanation))]
internal sealed partial class AnswerJson : JsonSerializerContext;

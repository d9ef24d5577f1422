using System.Text.Json;

namespace Coffer.Grains.Actors;

/// <summary>Reads what an activation of maybe another release left for its successor.</summary>
internal static class HandOver
{
    /// <summary>The value; null when there is none or it can't be read.</summary>
    public static T? Read<T>(IRehydrationContext context, string key, Func<byte[], T?> parse)
        where T : class
    {
        try
        {
            return context.TryGetValue<byte[]>(key, out var json) && json is not null ? parse(json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

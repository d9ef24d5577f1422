using System.Globalization;

namespace Coffer.Embedded.Kubernetes.Resources;

internal static class Clock
{
    /// <summary>metav1.Time: UTC, whole seconds.</summary>
    public static string Stamp(TimeProvider time) => Stamp(time.GetUtcNow());

    public static string Stamp(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

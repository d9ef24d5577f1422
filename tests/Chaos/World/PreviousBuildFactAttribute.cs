namespace Coffer.Chaos.Tests.World;

/// <summary>A test with the previous build; skipped, and counted so, in a checkout whose history does not reach back to it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PreviousBuildFactAttribute : FactAttribute
{
    public PreviousBuildFactAttribute() =>
        Skip = PreviousBuild.IsWithinReach ? null : "the history does not have the commit that tests/Chaos/previous names";
}

namespace Estop.Tests.Generated.Printing;

/// <summary>A loop around a place, which can be left or continued from there.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsStatement">Whether <c>break</c> and <c>continue</c> mean it, where they stand in it.</param>
/// <param name="IsEndless">Whether it must not be left.</param>
/// <param name="IsOutside">Whether it lies around one that must not be left.</param>
internal sealed record OpenLoop(int Id, bool IsStatement, bool IsEndless, bool IsOutside);

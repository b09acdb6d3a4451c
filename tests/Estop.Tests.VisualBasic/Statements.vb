Imports System
Imports System.Collections.Generic
Imports System.Linq
Imports System.Threading
Imports System.Threading.Tasks

''' <summary>Loops, jumps, handlers, and what the language has of its own.</summary>
Public Module Statements

  Private ReadOnly Gate As New Object()
  Private Log As String = ""

  Public Async Function Results() As Task(Of String)
    Log = ""
    Dim sum = 0
    For i = 10 To 0 Step -3
      If i = 4 Then Continue For
      sum += i
    Next
    For x = 0.5 To 3 Step 0.5
      sum += CInt(x)
    Next
    Dim stepping = sum \ 10
    For k As Long = 1 To 20 Step stepping
      sum += CInt(k)
    Next
    For Each c In "abc"
      sum += AscW(c)
    Next
    Do Until sum Mod 7 = 0
      sum += 1
      If sum > 100000 Then Exit Do
    Loop
    Do
      sum -= 1
    Loop While sum Mod 5 <> 0
    While sum > 400
      sum -= 100
    End While
    Dim late As Object = "late"
    Return String.Join(" ", sum, Resumed(3), Resumed(0), Jumped(5), Handled(0), Handled(1), Handled(2), Chosen("b"), Chosen("zz"),
        String.Join(".", Numbers(4)), Await Summed(4), Used(), Locked(), late.Length, Retried(), Log)
  End Function

  Private Function Resumed(divisor As Integer) As String
    Dim n = 7
    On Error Resume Next
    n = n \ divisor
    n += 1
    If Err.Number <> 0 Then Return "error" & Err.Number & n
    Return "ok" & n
  End Function

  Private Function Retried() As Integer
    Dim tries = 0
    On Error GoTo Failed
Again:
    tries += 1
    If tries < 4 Then Throw New InvalidOperationException()
    Return tries
Failed:
    If tries < 3 Then Resume Again
    Resume Next
    Return -1
  End Function

  Private Function Jumped(n As Integer) As Integer
    Dim sum = 0
Again:
    sum += n
    n -= 1
    If n > 0 Then GoTo Again
    Return sum
  End Function

  Private Function Handled(n As Integer) As String
    Try
      If n = 0 Then Throw New ArgumentException("zero")
      If n = 1 Then Throw New InvalidOperationException("one")
      Return "fine"
    Catch e As ArgumentException When Note(e.Message.Length > 3)
      Return "filtered"
    Catch e As InvalidOperationException When e.Message = "other"
      Return "never"
    Catch e As Exception
      Return e.Message
    Finally
      Log &= "f"
    End Try
  End Function

  Private Function Note(answer As Boolean) As Boolean
    Log &= "n"
    Return answer
  End Function

  Private Function Chosen(text As String) As Integer
    Select Case text
      Case "a" : Return 1
      Case "b", "c" : Return 2
      Case "x" To "z" : Return 3
      Case Is > "zy" : Return 4
      Case Else : Return 5
    End Select
  End Function

  Private Iterator Function Numbers(n As Integer) As IEnumerable(Of Integer)
    Try
      For i = 1 To n
        If i <> 2 Then Yield i
      Next
    Finally
      Log &= "i"
    End Try
  End Function

  Private Async Function Summed(n As Integer) As Task(Of Integer)
    Dim sum = 0
    Try
      For i = 1 To n
        Await Task.Yield()
        sum += i
      Next
    Finally
      Log &= "a"
    End Try
    Return sum
  End Function

  Private Function Used() As Integer
    Using memory As New IO.MemoryStream(), other As New IO.MemoryStream()
      memory.WriteByte(7)
      Return CInt(memory.Length)
    End Using
  End Function

  Private Function Locked() As Integer
    SyncLock Gate
      Return 8
    End SyncLock
  End Function

  Public Sub EndlessDo(ready As Action)
    ready()
    Do
    Loop
  End Sub

  Public Sub EndlessFor(ready As Action)
    Dim stepping = Log.Length * 0
    ready()
    For i = 1 To 10 Step stepping
    Next
  End Sub

  Public Sub EndlessWhile(ready As Action)
    ready()
    While Gate IsNot Nothing
    End While
  End Sub

  Public Sub EndlessGoTo(ready As Action)
    ready()
Again:
    Log = ""
    GoTo Again
  End Sub

  Public Sub EndlessOnErrorGoTo(ready As Action)
    ready()
    On Error GoTo Failed
Again:
    Throw New InvalidOperationException()
Failed:
    Resume Again
  End Sub

  Public Sub EndlessOnErrorResumeNext(ready As Action)
    ready()
    On Error Resume Next
    Do
      Throw New InvalidOperationException()
    Loop
  End Sub

  Public Sub EndlessCatchWhen(ready As Action)
    ready()
    Do
      Try
        Throw New InvalidOperationException()
      Catch e As Exception When Note(e.Message.Length > 0)
        Log = ""
      End Try
    Loop
  End Sub

  Public Sub EndlessSyncLock(ready As Action)
    ready()
    Do
      SyncLock Gate
        Log = ""
      End SyncLock
    Loop
  End Sub

  Public Sub EndlessIterator(ready As Action)
    ready()
    For Each one In Ones()
    Next
  End Sub

  Public Async Function EndlessAsync(ready As Action) As Task
    ready()
    Do
      Try
        Await Task.Delay(1)
      Catch e As Exception
        Log = ""
      End Try
    Loop
  End Function

  Private Iterator Function Ones() As IEnumerable(Of Integer)
    Do
      Yield 1
    Loop
  End Function

End Module

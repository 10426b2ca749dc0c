page-join-title = Join the volunteers of your stairwell
page-join-lead = Scan this with your phone, or tap the button.
page-join-qr = QR code to join
page-join-open = Open and join
page-join-sms = No internet? Text the word "join" and this code to the community's number:
